import { type FormEvent, useState } from 'react'
import { instantOf, localMinute } from '../messages/format.ts'
import { t } from '../messages/message.ts'
import { Button } from '../ui/button.tsx'
import { FieldShell, Input } from '../ui/field/input.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/overlay/dialog.tsx'
import styles from './as-of-choice.module.css'

const hour = 3_600_000
const near = [
  ['as_of.hour', hour],
  ['as_of.day', 24 * hour],
  ['as_of.week', 7 * 24 * hour],
] as const

const ago = (span: number) => new Date(Date.now() - span)
/** Years of more than four digits make it longer, and have not come either. */
const hasCome = (local: string) => local.length <= 16 && local <= localMinute(new Date())

/** The moment that stands there at first: the one that is shown, if there is such an earlier moment, or a day ago. */
const firstMoment = (asOf: string | undefined) =>
  asOf === undefined || Date.parse(asOf) > Date.now() ? ago(24 * hour) : new Date(asOf)

/** As of which earlier moment a page is shown: one of those mostly asked for, or any other to the minute. */
export function AsOfChoice({
  asOf,
  onChoose,
}: {
  asOf: string | undefined
  onChoose: (asOf: string) => void
}) {
  const [local, setLocal] = useState(() => localMinute(firstMoment(asOf)))
  const late = local !== '' && !hasCome(local)
  const choose = (event: FormEvent) => {
    event.preventDefault()
    if (local !== '' && !late) onChoose(instantOf(local))
  }
  return (
    <form className={styles.choice} noValidate onSubmit={choose}>
      <FieldShell label={t('as_of.label')} {...(late ? { error: t('not_come.title') } : {})}>
        {(input) => (
          <span className={styles.line}>
            <Input
              {...input}
              type="datetime-local"
              value={local}
              max={localMinute(new Date())}
              onChange={(event) => setLocal(event.target.value)}
            />
            <Button type="submit" disabled={local === '' || late}>
              {t('as_of.show')}
            </Button>
          </span>
        )}
      </FieldShell>
      <span className={styles.near}>
        {near.map(([label, span]) => (
          <Button key={label} look="quiet" onClick={() => onChoose(ago(span).toISOString())}>
            {t(label)}
          </Button>
        ))}
      </span>
    </form>
  )
}

/** Asks for the earlier moment of one page. */
export function AsOfDialog(props: {
  asOf: string | undefined
  onChoose: (asOf: string) => void
  onClose: () => void
}) {
  return (
    <Dialog title={t('as_of.title')} onClose={props.onClose}>
      <DialogBody>
        <AsOfChoice {...props} />
      </DialogBody>
      <DialogFoot>
        <Button onClick={props.onClose}>{t('dialog.cancel')}</Button>
      </DialogFoot>
    </Dialog>
  )
}
