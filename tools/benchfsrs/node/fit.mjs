// Fits one log with fsrs-rs (as the npm binding ships it) and prints the
// parameters. What it costs is measured from outside.
import { readFileSync } from 'node:fs'
import { computeParameters, convertCsvToFsrsItems } from '@open-spaced-repetition/binding'

const items = convertCsvToFsrsItems(readFileSync(process.argv[2]), 4, 'UTC', () => 0)
const params = await computeParameters(items, { enableShortTerm: true, numRelearningSteps: 1 })

// Linux tells a process's own peak apart from its parent's; getrusage does not.
function peakMB() {
  try {
    return (Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024) / 1e6
  } catch {
    return (process.resourceUsage().maxRSS * 1024) / 1e6
  }
}

console.log(JSON.stringify({ items: items.length, params, peak_mb: peakMB() }))
