import type { AnyRegister } from '../../src/kernel/register/register.ts'
import { en as shellTexts } from '../../src/web/messages/en.ts'
import { sentence, wordsOf } from './names.ts'

/** Every key that the standard pages ask of a register's catalogue; states that are called alike everywhere are the shell's. */
export function wantedKeys(register: AnyRegister): string[] {
  const { name } = register
  const fields = Object.entries(register.fields).flatMap(([key, { kind, worded, values }]) => [
    `${name}.${key}.label`,
    `${name}.${key}.help`,
    ...(kind === 'boolean' && worded ? ['true', 'false', 'unknown'] : values).map(
      (value) => `${name}.${key}.${value}`,
    ),
  ])
  return [
    ...['one', 'many', 'why', 'good', 'auditor'].map((key) => `${name}.${key}`),
    ...register.sections.map(({ key }) => `${name}.section.${key}`),
    ...fields,
    ...[...register.joins, ...register.passages].flatMap(({ key }) => [
      `${name}.thread.${key}`,
      `${name}.thread.${key}.reverse`,
    ]),
    ...Object.keys(register.lifecycle.states)
      .filter((state) => !(`state.${state}` in shellTexts))
      .map((state) => `${name}.state.${state}`),
    ...Object.keys(register.lifecycle.transitions).map((verb) => `${name}.transition.${verb}`),
  ]
}

/** Stands where only a person knows what to say; a test refuses it. */
export const toBeWritten = 'To be written.'

/** What a text can be before anybody wrote it: for a name its words, for an explanation nothing. */
function firstText(key: string): string {
  const parts = key.split('.')
  const last = parts.at(-1) ?? ''
  if (parts.length === 2) return toBeWritten
  if (last === 'help') return toBeWritten
  const named = last === 'label' ? (parts.at(-2) ?? '').replace(/_id$/, '') : last
  return sentence(wordsOf(named))
}

/** First texts of a register that its catalogue does not have yet, by key. */
export function missingTexts(
  register: AnyRegister,
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const one = sentence(wordsOf(register.name))
  const events = Object.values(register.lifecycle.transitions).map(({ event }): [string, string] => [
    `event.${register.name}.${event}`,
    `${one} ${wordsOf(event)}`,
  ])
  const texts: Record<string, string> = {
    ...Object.fromEntries(wantedKeys(register).map((key) => [key, firstText(key)])),
    [`${register.name}.one`]: one,
    [`${register.name}.many`]: sentence(wordsOf(register.plural)),
    ...Object.fromEntries(events),
  }
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !(key in known)))
}
