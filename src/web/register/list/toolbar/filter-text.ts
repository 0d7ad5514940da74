import { type Filter, listFields, myself, noValue, parseFilters } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { answerOf } from '../../../messages/words.ts'
import { valueText } from '../../value/value.tsx'

/** A filter's value in words. */
export function filterValueText(register: AnyRegister, field: string, value: string): string {
  if (value === myself) return t('filter.me')
  const declared = listFields(register)[field]
  if (value === noValue)
    return declared?.kind === 'boolean' ? answerOf(register, field, null) : t('filter.none')
  if (!declared) return value
  const several = declared.kind === 'choices' || declared.kind === 'list'
  const read = declared.kind === 'boolean' ? value === 'true' : several ? [value] : value
  return valueText(register, field, declared, read)
}

function conditionText(register: AnyRegister, filter: Filter): string {
  const words = filter.values.map((value) => filterValueText(register, filter.field, value))
  switch (filter.comparison) {
    case 'any_of':
      return words.length > 2
        ? t('filter.several', { count: words.length })
        : words.join(` ${t('filter.or')} `)
    case 'from':
      return t('filter.from', { value: words.join('') })
    case 'to':
      return t('filter.to', { value: words.join('') })
    case 'contains':
      return t('filter.contains', { value: filter.values.join(',') })
  }
}

/** What narrows a list, by field, in words; in the order of the declaration. */
export function filterTexts(
  register: AnyRegister,
  filters: Readonly<Record<string, string>>,
): { field: string; text: string }[] {
  const byField = new Map<string, Filter[]>()
  for (const filter of parseFilters(register, filters))
    byField.set(filter.field, [...(byField.get(filter.field) ?? []), filter])
  return [...byField].map(([field, conditions]) => {
    const [one] = conditions
    const exact =
      conditions.length === 2 && new Set(conditions.map(({ values }) => values.join(','))).size === 1
    const text =
      exact && one
        ? filterValueText(register, field, one.values.join(','))
        : conditions.map((condition) => conditionText(register, condition)).join(` ${t('filter.and')} `)
    return { field, text }
  })
}
