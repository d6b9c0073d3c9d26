// Schedules cards with ts-fsrs and prints CPU-seconds for each kind of call.
import { createEmptyCard, fsrs, Rating } from 'ts-fsrs'

const calls = Number(process.argv[2])
const f = fsrs({ enable_fuzz: true })

// Ten good answers, each when due, then a new card.
function run(calls, four) {
  let card = createEmptyCard(new Date(Date.UTC(2025, 0, 15, 12)))
  for (let i = 0; i < calls; i++) {
    if (i % 10 === 0) card = createEmptyCard(new Date(Date.UTC(2025, 0, 15, 12)))
    card = four ? f.repeat(card, card.due)[Rating.Good].card : f.next(card, card.due, Rating.Good).card
  }
  return card
}

function seconds(four) {
  run(20_000, four) // compiled first
  const before = process.cpuUsage()
  run(calls, four)
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1e6
}

console.log(JSON.stringify({ calls, single: seconds(false), four: seconds(true) }))
