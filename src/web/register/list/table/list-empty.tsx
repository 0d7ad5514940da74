import { Link } from '@tanstack/react-router'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { detailOf } from '../../../client/problem.ts'
import { may, mayImport, useSession } from '../../../client/session.ts'
import { formatInstant } from '../../../messages/format.ts'
import { t, textOf } from '../../../messages/message.ts'
import { inSentence, manyOf, oneOf } from '../../../messages/words.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { EmptyPage } from '../../../ui/notice/empty-page.tsx'
import { Guidance } from '../../guidance.tsx'
import styles from './list-empty.module.css'

/** A register that holds nothing yet: why it exists, the shortest way to begin, an example. */
export function NothingYet({ register }: { register: AnyRegister }) {
  const session = useSession()
  const example = textOf(`${register.name}.example`)
  const one = inSentence(oneOf(register))
  const required = Object.values(register.fields).filter((field) => field.required)
  const begin = required.length === 1 ? 'empty.begin' : 'empty.begin_with'
  // Where records come about another way than by a form, the module says which.
  const otherwise = textOf(`${register.name}.begin`)
  return (
    <EmptyPage
      title={t('empty.title', { many: inSentence(manyOf(register)) })}
      about={otherwise ?? t(may(session, register, 'write') ? begin : 'empty.wait', { one })}
    >
      {may(session, register, 'write') ? (
        <div className={styles.begin}>
          <Link to="/$plural/new" params={{ plural: register.plural }} className={buttonClass('primary')}>
            {t('list.new', { one })}
          </Link>
          {mayImport(session, register) ? (
            <Link to="/$plural/import" params={{ plural: register.plural }} className={buttonClass('plain')}>
              {t('exchange.import_short')}
            </Link>
          ) : null}
          {example ? <span className={styles.example}>{t('empty.example', { example })}</span> : null}
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
