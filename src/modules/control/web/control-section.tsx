import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import { may, useSession } from '../../../web/client/session.ts'
import { localToday } from '../../../web/messages/format.ts'
import { revise } from '../../../web/register/edit/revise.ts'
import { RecordPart } from '../../../web/register/record/record-part.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { OptionList } from '../../../web/ui/field/option-list.tsx'
import { StateMark } from '../../../web/ui/mark/state-mark.tsx'
import { Popover } from '../../../web/ui/overlay/popover.tsx'
import { control } from '../control.ts'
import { countableOperatingRating, evidenceFreshness } from '../rules.ts'
import styles from './control-section.module.css'
import { t } from './texts.ts'

const recordQuery = (id: string) => ({
  queryKey: keys.record('control', id, undefined),
  queryFn: ({ signal }: { signal: AbortSignal }) => call('control.get', { id }, { signal }),
})

type Control = Awaited<ReturnType<ReturnType<typeof recordQuery>['queryFn']>>['record']

const requirementsQuery = {
  queryKey: ['requirement', 'all'],
  queryFn: ({ signal }: { signal: AbortSignal }) => call('requirement.list', {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
}

function Counts({ record }: { record: Control }) {
  const today = localToday()
  const freshness = evidenceFreshness(record, today)
  const counted = countableOperatingRating(record, today)
  const rating = record.operating_rating
  const words =
    rating === null || counted === null
      ? t('control.counts.unrated')
      : counted === rating
        ? t('control.counts.full', { rating })
        : t('control.counts.less', { counted, rating })
  return (
    <RecordPart title={t('control.counts')}>
      <p>
        {words} {record.state === 'operating' ? '' : t('control.counts.state')}
      </p>
      <p className={styles.evidence}>
        <StateMark tone={freshness === 'fresh' ? 'positive' : 'caution'}>
          {t(`control.evidence.${freshness}`)}
        </StateMark>
      </p>
    </RecordPart>
  )
}

function Chooser({ record }: { record: Control }) {
  const known = useQuery(requirementsQuery).data?.items ?? []
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const current = record.requirements ?? []
  const close = () => {
    const next = chosen ?? current
    setChosen(null)
    if (next.length === current.length && next.every((urn) => current.includes(urn))) return
    const { id, version, name } = record
    void revise(control, { id, version, name, requirements: current }, { requirements: next })
  }
  const toggle = (urn: string) => {
    const before = chosen ?? current
    setChosen(before.includes(urn) ? before.filter((one) => one !== urn) : [...before, urn])
  }
  return (
    <Popover
      opened={chosen !== null}
      onClose={close}
      label={t('control.meets.choose')}
      anchor={
        <Button
          aria-haspopup="listbox"
          aria-expanded={chosen !== null}
          onClick={() => (chosen === null ? setChosen(current) : close())}
        >
          {t('control.meets.choose')}
        </Button>
      }
    >
      <OptionList
        multiple
        label={t('control.meets.search')}
        options={known.map(({ urn, ref, title }) => ({ value: urn, label: `${ref} ${title}` }))}
        selected={chosen ?? current}
        onPick={toggle}
      />
    </Popover>
  )
}

function Meets({ record }: { record: Control }) {
  const session = useSession()
  const known = new Map((useQuery(requirementsQuery).data?.items ?? []).map((one) => [one.urn, one]))
  const urns = record.requirements ?? []
  return (
    <RecordPart title={t('control.meets')}>
      {urns.length === 0 ? <p className={styles.quiet}>{t('control.meets.none')}</p> : null}
      <ul className={styles.list}>
        {urns.map((urn) => {
          const one = known.get(urn)
          return (
            <li key={urn}>
              <Link to="/$plural/$id" params={{ plural: 'requirements', id: urn }} className={styles.link}>
                <span className={styles.ref}>{one?.ref ?? urn}</span>
                {one?.title}
              </Link>
            </li>
          )
        })}
      </ul>
      {record.archived_at === null && may(session, control, 'write', record) ? (
        <Chooser record={record} />
      ) : null}
    </RecordPart>
  )
}

/** What of a control counts today, and which requirements it helps to meet. */
export function Section({ recordId }: { recordId: string }) {
  const record = useQuery(recordQuery(recordId)).data?.record
  if (!record) return null
  return (
    <>
      <Counts record={record} />
      <Meets record={record} />
    </>
  )
}
