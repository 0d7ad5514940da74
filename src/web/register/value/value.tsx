import { Fragment } from 'react'
import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { titleOf } from '../../client/titles.ts'
import { formatDate, formatDay, formatNumber } from '../../messages/format.ts'
import { t, textOf } from '../../messages/message.ts'
import { answerOf, choiceOf, stateOf } from '../../messages/words.ts'
import { PersonName } from '../../ui/mark/avatar.tsx'
import { RampStep } from '../../ui/mark/ramp-step.tsx'
import { RecordState } from './record-state.tsx'
import styles from './value.module.css'

export const isUnknown = (value: unknown): boolean => value === null || value === undefined || value === ''

const isInstant = (key: string) => key.endsWith('_at')

/** An entry of a list; of a pack item's URN, the item's own number: the rest of it is for machines. */
const entryOf = (word: string): string => /^urn:plumbline:.+:([^:]+)$/.exec(word)?.[1] ?? word

/** A grade as its number and what it stands for. */
function grade(register: AnyRegister, key: string, value: unknown): string {
  const number = formatNumber(Number(value))
  const words = textOf(`${register.name}.${key}.${String(value)}`)
  return words === undefined ? number : t('value.grade', { number, words })
}

/** A day may not have come yet, nor what comes of the record or the software notes by itself: nobody has to find out. */
const mayBeAhead = ({ kind, computed, ahead }: Field): boolean => kind === 'date' || computed || ahead

/** A yes or no with words of its own: that nobody has decided yet is worth a word too. */
export const isDecision = ({ kind, worded }: Field): boolean => kind === 'boolean' && worded

/** What is said where nothing is known. */
export function unknownText(register: AnyRegister, key: string, field: Field): string {
  if (isDecision(field)) return answerOf(register, key, null)
  if (field.kind === 'date') return t('value.no_date')
  return t(mayBeAhead(field) ? 'value.none_yet' : 'value.unknown')
}

/** A value as plain words, for sentences, previews and those who listen. */
export function valueText(register: AnyRegister, key: string, field: Field, value: unknown): string {
  if (isUnknown(value)) return unknownText(register, key, field)
  if (key === 'state') return stateOf(register.name, String(value))
  switch (field.kind) {
    case 'choice':
      return choiceOf(register, key, String(value))
    case 'choices':
      return Array.isArray(value) && value.length > 0
        ? value.map((one) => choiceOf(register, key, String(one))).join(', ')
        : t('value.none')
    case 'list':
      return Array.isArray(value) && value.length > 0
        ? value.map((one) => entryOf(String(one))).join(', ')
        : t('value.none')
    case 'boolean':
      return answerOf(register, key, value === true)
    case 'integer':
      return field.worded ? grade(register, key, value) : formatNumber(Number(value))
    case 'date':
      return isInstant(key) ? formatDay(String(value)) : formatDate(String(value))
    case 'person':
    case 'record':
      return titleOf(String(value)) ?? t('value.hidden')
    case 'text':
      if (field.worded) return textOf(`${register.name}.${key}.${String(value)}`) ?? String(value)
      return entryOf(String(value))
    default:
      return String(value)
  }
}

/** From so many letters on, a column may cut the value off; it is told in full on hover. */
const likelyCut = 14

interface Props {
  register: AnyRegister
  field: string
  declared: Field
  value: unknown
  /** Over several lines, as on a record's page; otherwise cut off at the end of the line. */
  whole?: boolean
  /** What stands where nothing is known, if not what is usual: a list leaves the place empty. */
  unknown?: string
}

/** What stands in the place of a value. */
export function Unknown({ register, field, declared }: Pick<Props, 'register' | 'field' | 'declared'>) {
  const words = unknownText(register, field, declared)
  if (!mayBeAhead(declared)) return words
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{words}</span>
    </>
  )
}

function Tags({ words }: { words: readonly string[] }) {
  return (
    <span className={styles.tags}>
      {words.map((word) => (
        <Fragment key={word}>
          <span className={styles.tag}>{word}</span>{' '}
        </Fragment>
      ))}
    </span>
  )
}

/** A value as the product shows it everywhere. */
export function Value({ register, field, declared, value, whole = false, unknown }: Props) {
  if (isUnknown(value))
    return (
      <span className={styles.unknown}>
        {unknown ??
          (whole || isDecision(declared) ? (
            <Unknown register={register} field={field} declared={declared} />
          ) : (
            ''
          ))}
      </span>
    )
  if (field === 'state') return <RecordState register={register} state={String(value)} />
  if (declared.kind === 'person' && titleOf(String(value)))
    return <PersonName name={titleOf(String(value)) ?? ''} />
  if (declared.ramp)
    return (
      <RampStep step={declared.values.indexOf(String(value)) + 1}>
        {choiceOf(register, field, String(value))}
      </RampStep>
    )
  const several = declared.kind === 'choices' || declared.kind === 'list'
  if (whole && several && Array.isArray(value) && value.length > 0) {
    const words = value.map((one) =>
      declared.kind === 'list' ? entryOf(String(one)) : choiceOf(register, field, String(one)),
    )
    return <Tags words={words} />
  }
  const number = declared.kind === 'integer' && !whole
  const words = number ? formatNumber(Number(value)) : valueText(register, field, declared, value)
  const figures = declared.kind === 'integer' || declared.kind === 'date' ? styles.figures : ''
  if (whole) return <span className={`${styles.wrap} ${figures}`}>{words}</span>
  return (
    <span className={`${styles.text} ${figures}`} title={words.length > likelyCut ? words : undefined}>
      {words}
    </span>
  )
}
