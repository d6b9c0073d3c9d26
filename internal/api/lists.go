package api

import (
	"encoding/json"
	"reflect"
)

// Listed returns a copy of v in which no slice and no map is nil, so that JSON has an empty
// list where there is nothing, and never null.
func Listed(v any) any {
	if v == nil {
		return nil
	}
	return withLists(reflect.ValueOf(v)).Interface()
}

func withLists(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if f := out.Field(i); f.CanSet() {
				f.Set(withLists(v.Field(i)))
			}
		}
		return out
	case reflect.Slice:
		return listOf(v)
	case reflect.Map:
		out := reflect.MakeMapWithSize(v.Type(), v.Len())
		for _, k := range v.MapKeys() {
			out.SetMapIndex(k, withLists(v.MapIndex(k)))
		}
		return out
	case reflect.Pointer, reflect.Interface:
		return pointed(v)
	}
	return v
}

func listOf(v reflect.Value) reflect.Value {
	if v.Type().Elem().Kind() == reflect.Uint8 || v.Type().Implements(reflect.TypeFor[json.Marshaler]()) {
		return v
	}
	out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	for i := range v.Len() {
		out.Index(i).Set(withLists(v.Index(i)))
	}
	return out
}

func pointed(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return v
	}
	if v.Kind() == reflect.Interface {
		return withLists(v.Elem())
	}
	out := reflect.New(v.Type().Elem())
	out.Elem().Set(withLists(v.Elem()))
	return out
}
