import { enEvent } from './en-event.ts'
import { eventTexts } from './events.en.generated.ts'
import { addMessages, textOf, textWith } from './message.ts'
import { inSentence, readable } from './words.ts'

addMessages({ ...enEvent, ...eventTexts })

/** The two parts of an event's name: `risk.accepted` is `risk` and `accepted`. */
export function partsOf(event: string): { readonly register: string; readonly verb: string } {
  const dot = event.indexOf('.')
  return { register: event.slice(0, dot), verb: event.slice(dot + 1) }
}

/** What an event says, in words of its module; for what happens to records of any register, from the register's name. */
export function eventText(event: string): string {
  const own = textOf(`event.${event}`)
  if (own !== undefined) return own
  const { register, verb } = partsOf(event)
  // The trail keeps events that no operation records any longer, also of what is no register now.
  const name = textOf(`${register}.one`) ?? readable(register)
  return textWith(`event.verb.${verb}`, { register: name }) ?? `${name} ${inSentence(readable(verb))}`
}
