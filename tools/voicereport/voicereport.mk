# How well Carrel hears, measured and written down.

.PHONY: voice-report

voice-report: web setup ## measure the recogniser, into docs/voice-accuracy.md
	$(GO) run ./tools/voicereport $(VOICE_REPORT_FLAGS) -out docs/voice-accuracy.md
