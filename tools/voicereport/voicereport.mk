# Measures how well Carrel recognises speech and writes a report.

.PHONY: voice-report

voice-report: web setup ## measure the recogniser, into docs/voice-accuracy.md
	$(GO) run ./tools/voicereport $(VOICE_REPORT_FLAGS) -out docs/voice-accuracy.md
