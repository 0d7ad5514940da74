import { describe, expect, it } from 'vitest'
import { modules } from '../src/modules/index.ts'
import { handlersOf, jobsOf } from '../src/platform/module.ts'
import { enEvent } from '../src/web/messages/en-event.ts'
import { partsOf } from '../src/web/messages/event.ts'
import { eventTexts } from '../src/web/messages/events.en.generated.ts'
import { registerIndex } from '../src/web/routes.generated.ts'

describe('what operations record', () => {
  const events = new Set<string>([
    ...handlersOf(modules).flatMap(({ operation }) => operation.events),
    ...jobsOf(modules).map(({ event }) => event),
  ])
  const registers = new Set(registerIndex.map(({ name }) => name))

  it('is told in words: every event has a text of its own, or is standard for a register', () => {
    const wordless = [...events].filter((event) => {
      const { register, verb } = partsOf(event)
      return (
        !(`event.${event}` in eventTexts) && !(registers.has(register) && `event.verb.${verb}` in enEvent)
      )
    })
    expect(wordless).toEqual([])
  })

  it('has words for nothing else', () => {
    // Recorded by the installation itself, by no operation.
    const apart = [
      ...['organization.created', 'person.admitted'],
      ...['person.password-changed', 'person.password-reset'],
      ...['person.second-factor-added', 'person.recovery-codes-renewed'],
      ...['trail.restored', 'trail.key-rotated', 'trail.key-replaced'],
    ]
    const told = Object.keys(eventTexts).map((key) => key.slice('event.'.length))
    expect(told.filter((event) => !events.has(event) && !apart.includes(event))).toEqual([])
  })
})
