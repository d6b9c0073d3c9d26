declare module "*.css";

/** true in builds made with -dev */
declare const __DEV__: boolean;
