//go:build !js

package speech

import (
	"context"
	"fmt"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/experimental"

	"carrel/internal/study"
)

// FliteConfig configures the native flite.
type FliteConfig struct {
	// Wasm returns the bytes of flite.wasm. It is called when the voice is first needed,
	// and again only if that failed.
	Wasm func() ([]byte, error)
	// CacheDir keeps the compiled code between runs. If it is "", flite is compiled in
	// every run.
	CacheDir string
	// Parallel is how many sentences may be made at once. The default is 2.
	Parallel int
}

// Limits of one run of flite. A sentence of 300 characters at the slowest rate takes a
// few megabytes of sound, and about twenty megabytes of memory besides the 17 of the
// voices.
const (
	fliteMaxMemory = 256 << 20
	fliteMaxSound  = 32 << 20
)

// NewFlite makes the native flite. It reads and compiles nothing before the first words,
// or Warm.
func NewFlite(config FliteConfig) *Flite {
	if config.Parallel <= 0 {
		config.Parallel = 2
	}
	return &Flite{&wazeroFlite{config: config, turns: make(chan struct{}, config.Parallel)}}
}

// wazeroFlite is a fliteHost.
type wazeroFlite struct {
	config FliteConfig
	turns  chan struct{} // holds one token for each sentence being made
	memory memories

	mu      sync.Mutex
	runtime wazero.Runtime
	module  wazero.CompiledModule
	closed  bool
}

func (r *wazeroFlite) warm(context.Context) error {
	_, _, err := r.load()
	return err
}

func (r *wazeroFlite) close() error {
	// If we hold every token, no sentence is being made.
	for range cap(r.turns) {
		r.turns <- struct{}{}
	}
	defer func() {
		for range cap(r.turns) {
			<-r.turns
		}
	}()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	if r.runtime == nil {
		return nil
	}
	err := r.runtime.Close(context.Background())
	r.runtime, r.module = nil, nil
	return err
}

func (r *wazeroFlite) load() (wazero.Runtime, wazero.CompiledModule, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, nil, study.Errorf(study.Unavailable, "the voice has been switched off; start Carrel again")
	}
	if r.module != nil {
		return r.runtime, r.module, nil
	}
	wasm, err := r.config.Wasm()
	if err != nil {
		return nil, nil, study.Because(err, study.Unavailable, "the voice file flite.wasm could not be read; build Carrel again with make build")
	}
	ctx := context.Background()
	// WithCloseOnContextDone could stop a sentence early, but its checks in every loop
	// make flite five times slower; see say.
	settings := wazero.NewRuntimeConfig().WithMemoryLimitPages(fliteMaxMemory >> 16)
	if r.config.CacheDir != "" {
		// Without a cache it only starts more slowly.
		if cache, err := wazero.NewCompilationCacheWithDir(r.config.CacheDir); err == nil {
			settings = settings.WithCompilationCache(cache)
		}
	}
	runtime := wazero.NewRuntimeWithConfig(ctx, settings)
	module, err := runtime.CompileModule(ctx, wasm)
	if err == nil {
		err = provideWASI(ctx, runtime)
	}
	if err != nil {
		runtime.Close(ctx)
		return nil, nil, study.Because(err, study.Unavailable, "the voice file flite.wasm is damaged; build Carrel again with make build")
	}
	r.runtime, r.module = runtime, module
	return runtime, module, nil
}

// say makes one sentence. When ctx ends, it returns at once. The sentence, at most a
// second's work, continues in the background and is discarded.
func (r *wazeroFlite) say(ctx context.Context, sentence string, u Utterance) ([]byte, error) {
	select {
	case r.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, stopped(ctx)
	}
	type outcome struct {
		wav []byte
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() { <-r.turns }()
		wav, err := r.run(sentence, u)
		done <- outcome{wav, err}
	}()
	select {
	case o := <-done:
		return o.wav, o.err
	case <-ctx.Done():
		return nil, stopped(ctx)
	}
}

// run runs flite's command line once, in a new instance. What one sentence leaves in
// memory therefore cannot change the next, and many can run at once.
func (r *wazeroFlite) run(sentence string, u Utterance) ([]byte, error) {
	runtime, module, err := r.load()
	if err != nil {
		return nil, err
	}
	process := &wasiProcess{args: fliteArgs(sentence, u), limit: fliteMaxSound}
	ctx := experimental.WithMemoryAllocator(process.within(context.Background()), &r.memory)
	instance, err := runtime.InstantiateModule(ctx, module, wazero.NewModuleConfig().WithName(""))
	if instance != nil {
		defer instance.Close(context.Background())
	}
	switch {
	case process.exitCode != 0:
		err = fmt.Errorf("exit code %d: %s", process.exitCode, process.messages)
	case process.finished:
		err = nil
	}
	if err != nil {
		return nil, study.Because(err, study.Unavailable, "the voice could not say %q; see it on the screen, or choose another voice", shorten(sentence))
	}
	return process.output, nil
}

// fliteArgs returns flite's command line. The file that it writes exists only in
// wasiProcess.
func fliteArgs(sentence string, u Utterance) []string {
	return []string{
		"flite", "-voice", u.Voice, "-t", sentence, "-o", "/speech.wav",
		"--setf", fmt.Sprintf("duration_stretch=%.4f", 1/u.Rate),
		"--setf", fmt.Sprintf("f0_shift=%.3f", u.Pitch),
	}
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
