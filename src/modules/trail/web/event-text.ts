import { textOf, textWith } from '../../../web/messages/message.ts'
import { inSentence, readable } from '../../../web/messages/words.ts'
import { t } from './texts.ts'

/** The two parts of an event's name: `risk.accepted` is `risk` and `accepted`. */
export function partsOf(event: string): { readonly register: string; readonly verb: string } {
  const dot = event.indexOf('.')
  return { register: event.slice(0, dot), verb: event.slice(dot + 1) }
}

/** An event in plain words, from the name of its register; the event's own name where no register has it. */
export function eventText(event: string): string {
  const own = textOf(`event.${event}`)
  if (own !== undefined) return own
  const { register, verb } = partsOf(event)
  const name = textOf(`${register}.one`)
  if (name === undefined) return event
  const words = textWith(`event.verb.${verb}`, { register: name })
  return words ?? t('event.verb', { register: name, verb: inSentence(readable(verb)) })
}
