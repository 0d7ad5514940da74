import { Link } from '@tanstack/react-router'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { beginningOf } from '../../../app/beginning.ts'
import { detailOf } from '../../../client/problem.ts'
import { may, mayImport, useSession } from '../../../client/session.ts'
import { formatInstant } from '../../../messages/format.ts'
import { t, textOf } from '../../../messages/message.ts'
import { inSentence, labelOf, manyOf, newOneOf, oneOf } from '../../../messages/words.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { EmptyPage } from '../../../ui/notice/empty-page.tsx'
import { BeginLink } from '../../begin-link.tsx'
import { Guidance } from '../../guidance.tsx'
import styles from './list-empty.module.css'

/** A register that holds nothing yet: why it exists, the shortest way to begin, an example. */
export function NothingYet({ register }: { register: AnyRegister }) {
  const session = useSession()
  const example = textOf(`${register.name}.example`)
  const one = inSentence(oneOf(register))
  const required = Object.values(register.fields).filter((field) => field.required)
  const field = inSentence(labelOf(register, register.title))
  const writes = may(session, register, 'write')
  const about = writes
    ? (textOf(`${register.name}.first`) ??
      (required.length === 1 ? t('empty.begin', { one, field }) : t('empty.begin_with', { one })))
    : t('empty.wait')
  // Where records come about another way than by a form, the module says which, and leads there.
  const otherwise = textOf(`${register.name}.begin`)
  const elsewhere = beginningOf(register)
  return (
    <EmptyPage title={t('empty.title', { many: inSentence(manyOf(register)) })} about={otherwise ?? about}>
      {writes || elsewhere ? (
        <div className={styles.begin}>
          {elsewhere ? <BeginLink to={elsewhere} /> : null}
          {writes ? (
            <Link
              to="/$plural/new"
              params={{ plural: register.plural }}
              className={buttonClass(elsewhere ? 'plain' : 'primary')}
            >
              {t('list.new', { one: inSentence(newOneOf(register)) })}
            </Link>
          ) : null}
          {mayImport(session, register) ? (
            <Link to="/$plural/import" params={{ plural: register.plural }} className={buttonClass('plain')}>
              {t('exchange.import_short')}
            </Link>
          ) : null}
          {example ? <p className={styles.example}>{t('empty.example', { example })}</p> : null}
        </div>
      ) : null}
      <Guidance register={register} />
    </EmptyPage>
  )
}

/** No record fits what the list is narrowed to. */
export function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyPage title={t('nothing_found.title')} about={t('nothing_found.about')}>
      <Button onClick={onClear}>{t('nothing_found.clear')}</Button>
    </EmptyPage>
  )
}

/** As of an earlier moment: the register held nothing yet. */
export function NothingThen({
  register,
  asOf,
  onLeave,
}: {
  register: AnyRegister
  asOf: string
  onLeave: () => void
}) {
  const told = { when: formatInstant(asOf), many: inSentence(manyOf(register)) }
  return (
    <EmptyPage title={t('nothing_then.title')} about={t('nothing_then.about', told)}>
      <Button onClick={onLeave}>{t('as_of.leave')}</Button>
    </EmptyPage>
  )
}

/** The list could not be read: what happened and how to try again. */
export function ListFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <EmptyPage title={t('list.failed')} about={detailOf(error)} role="alert">
      <Button onClick={onRetry}>{t('error.retry')}</Button>
    </EmptyPage>
  )
}
