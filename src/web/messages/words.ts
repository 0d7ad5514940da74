import type { AnyRegister } from '../../kernel/register/register.ts'
import { spoken } from '../../kernel/register/spoken.ts'
import { type PlainKey, t, textOf, textOr, textWith } from './message.ts'

/** A readable stand-in for a key without a text: `short_name` becomes "Short name", `hr_lead` "HR lead". */
export const readable = (key: string): string => capital(spoken(key))

/** Fields that every record has; their labels are the shell's. */
const spineLabels: Readonly<Record<string, PlainKey>> = {
  state: 'field.state',
  owner_id: 'field.owner_id',
  created_at: 'field.created_at',
  created_by: 'field.created_by',
  updated_at: 'field.updated_at',
  updated_by: 'field.updated_by',
  archived_at: 'field.archived_at',
  id: 'field.id',
  version: 'field.version',
}

type Named = Pick<AnyRegister, 'name'>

export const oneOf = ({ name }: Named): string => textOr(`${name}.one`, readable(name))
export const manyOf = ({ name }: Named): string => textOr(`${name}.many`, readable(name))

/** What a person creates: of the statement, whose other rows come by themselves, a control of the organization's own. */
export const newOneOf = (named: Named): string => textOf(`${named.name}.new`) ?? oneOf(named)

/** What a record is called where nothing around it says of what kind it is: `1.4` becomes "Version 1.4". */
export const titledOf = ({ name }: Named, title: string): string =>
  textWith(`${name}.titled`, { title }) ?? title

/** The first letter made small, for the middle of a sentence; abbreviations stay as they are. */
export const inSentence = (words: string): string =>
  /^[A-Z]\w*[A-Z]/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1)

/** The first letter made great, for the beginning of a sentence. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function namedField(name: string, field: string): string | undefined {
  const spine = spineLabels[field]
  return textOf(`${name}.${field}.label`) ?? (spine === undefined ? undefined : t(spine))
}

/** What a field is called: by its register, else as the spine calls it everywhere. */
export const labelOf = ({ name }: Named, field: string): string =>
  namedField(name, field) ?? textOr(`${name}.${field}.label`, readable(field))

/** As `labelOf`, of a column of the trail: some are no field of any register, or no longer. */
export const columnOf = (register: string | null, column: string): string =>
  namedField(register ?? '', column) ?? readable(column)

export const helpOf = ({ name }: Named, field: string): string | undefined => textOf(`${name}.${field}.help`)

export const choiceOf = ({ name }: Named, field: string, value: string): string =>
  textOr(`${name}.${field}.${value}`, readable(value))

/** A yes or no, or that nobody knows: in words of its own where the field has them. */
export function answerOf({ name }: Named, field: string, answer: boolean | null): string {
  const own = textOf(`${name}.${field}.${answer ?? 'unknown'}`)
  if (own !== undefined) return own
  return t(answer === null ? 'value.unknown' : answer ? 'value.yes' : 'value.no')
}

/** What a state is called: by its register where that says it in words of its own, else as it is called everywhere. */
export const stateOf = (name: string, state: string): string =>
  textOf(`${name}.state.${state}`) ?? textOr(`state.${state}`, readable(state))

export const transitionOf = ({ name }: Named, verb: string): string =>
  textOr(`${name}.transition.${verb}`, readable(verb))

/** What a transition leads to, in a sentence; undefined when the module has nothing special to say. */
export const consequenceOf = ({ name }: Named, verb: string): string | undefined =>
  textOf(`${name}.transition.${verb}.consequence`)

export const sectionOf = ({ name }: Named, key: string): string =>
  textOr(`${name}.section.${key}`, readable(key))

/** Why the standard asks for this, what good looks like, what an auditor asks; what has no text is left out. */
export function guidanceOf({ name }: Named): { key: 'why' | 'good' | 'auditor'; text: string }[] {
  return (['why', 'good', 'auditor'] as const).flatMap((key) => {
    const text = textOf(`${name}.${key}`)
    return text === undefined ? [] : [{ key, text }]
  })
}
