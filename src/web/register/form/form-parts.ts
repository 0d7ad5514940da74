import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister, Section } from '../../../kernel/register/register.ts'

/** What nobody is asked for when a record begins: the server decides it, or it says what came of the record. */
const comesLater = (field: Field | undefined) => field?.computed === true || field?.ahead === true

/** Required fields first; the rest by section, in declared order. */
export function formParts(register: AnyRegister): {
  required: string[]
  sections: { key: string; fields: string[] }[]
} {
  const required = Object.entries(register.fields).flatMap(([key, field]) => (field.required ? [key] : []))
  const listed = register.sections.flatMap(({ fields }) => fields)
  const unlisted = Object.keys(register.fields).filter((key) => !listed.includes(key))
  const all: Section[] = [...register.sections, { key: 'other', fields: unlisted }]
  const sections = all
    .filter(({ apart }) => !apart)
    .map(({ key, fields }) => ({
      key,
      fields: fields.filter((field) => !required.includes(field) && !comesLater(register.fields[field])),
    }))
    .filter(({ fields }) => fields.length > 0)
  return { required, sections }
}
