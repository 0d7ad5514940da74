import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { formatNumber } from '../../../web/messages/format.ts'
import { labelOf } from '../../../web/messages/words.ts'
import { Value } from '../../../web/register/value/value.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ProblemNote } from '../../../web/ui/notice/problem-note.tsx'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import { aiSystem } from '../ai-system.ts'
import {
  comparedFields,
  declaredField,
  differingFields,
  proposed,
  type SystemRecord,
  type Taken,
  takenValues,
} from './compared.ts'
import styles from './comparison.module.css'
import { DecideDialog } from './decide-dialog.tsx'
import type { Group } from './duplicate-group.ts'
import { say, sayCount } from './duplicate-texts.ts'

interface Choice {
  readonly keep: string
  readonly taken: Taken
}

function FieldRow({
  name,
  records,
  choice,
  differs,
  mayDecide,
  onTake,
}: {
  name: string
  records: readonly SystemRecord[]
  choice: Choice
  differs: boolean
  mayDecide: boolean
  onTake: (id: string) => void
}) {
  const declared = declaredField(name)
  if (!declared) return null
  const label = labelOf(aiSystem, name)
  const source = choice.taken[name] ?? choice.keep
  return (
    <tr data-differs={differs}>
      <th scope="row">{label}</th>
      {records.map((record, index) => {
        const value = (
          <Value
            register={aiSystem}
            field={name}
            declared={declared}
            value={record[name]}
            whole
            unknown="–"
          />
        )
        return (
          <td
            key={record.id}
            data-number={formatNumber(index + 1)}
            data-taken={differs && source === record.id}
          >
            {differs && mayDecide ? (
              <label className={styles.take}>
                <input
                  type="radio"
                  name={`${choice.keep} ${name}`}
                  checked={source === record.id}
                  aria-label={say('duplicates.row', { label, value: formatNumber(index + 1) })}
                  onChange={() => onTake(record.id)}
                />
                <span className={styles.value}>{value}</span>
              </label>
            ) : (
              <span className={styles.value}>{value}</span>
            )}
          </td>
        )
      })}
    </tr>
  )
}

function Heads({
  records,
  keep,
  mayDecide,
  onKeep,
}: {
  records: readonly SystemRecord[]
  keep: string
  mayDecide: boolean
  onKeep: (id: string) => void
}) {
  return (
    <tr>
      <th>{say('duplicates.field')}</th>
      {records.map(({ id, name }, index) => (
        <th key={id} scope="col">
          <span className={styles.number}>
            {say('duplicates.number', { number: formatNumber(index + 1) })}
          </span>
          <Link to="/$plural/$id" params={{ plural: aiSystem.plural, id }} className={styles.link}>
            {name}
          </Link>
          {mayDecide ? (
            <label className={styles.take}>
              <input
                type="radio"
                name={records.map((one) => one.id).join()}
                checked={keep === id}
                onChange={() => onKeep(id)}
              />
              {say('duplicates.keep')}
            </label>
          ) : null}
        </th>
      ))}
    </tr>
  )
}

function Decide({
  records,
  choice,
  onDecided,
}: {
  records: readonly SystemRecord[]
  choice: Choice
  onDecided: () => void
}) {
  const client = useQueryClient()
  const [asking, setAsking] = useState<'merge' | 'separate' | null>(null)
  const kept = records.find(({ id }) => id === choice.keep)
  if (!kept) return null
  const others = records.filter(({ id }) => id !== kept.id)
  const values = takenValues(records, choice.keep, choice.taken)
  const count = Object.keys(values).length
  const refresh = async () => {
    onDecided()
    await client.invalidateQueries({ queryKey: ['register'] })
  }
  const merge = async (reason: string) => {
    const merged = await call('ai-system.merge', {
      id: kept.id,
      expected_version: kept.version,
      others: others.map(({ id, version }) => ({ id, version })),
      ...(count > 0 ? { values: values as never } : {}),
      ...(reason === '' ? {} : { reason }),
    })
    notify({ text: say('duplicates.merged', { name: kept.name, count: merged.archived.length }) })
    await refresh()
  }
  const separate = async (reason: string) => {
    await call('ai-system.dismiss-duplicates', { ids: records.map(({ id }) => id), reason })
    notify({ text: say('duplicates.separated') })
    await refresh()
  }
  return (
    <div className={styles.foot}>
      <Button onClick={() => setAsking('separate')}>{say('duplicates.separate')}</Button>
      <Button look="primary" onClick={() => setAsking('merge')}>
        {say('duplicates.merge')}
      </Button>
      {asking === 'merge' ? (
        <DecideDialog
          title={say('duplicates.merge_title', { name: kept.name })}
          about={[
            count > 0
              ? sayCount('duplicates.merge_kept', count, formatNumber(count))
              : say('duplicates.merge_kept_none'),
            sayCount('duplicates.merge_archived', others.length, formatNumber(others.length)),
            say('duplicates.merge_moved'),
            say('duplicates.merge_trail'),
          ]}
          action={say('duplicates.merge_do')}
          reason="optional"
          onDo={merge}
          onClose={() => setAsking(null)}
        />
      ) : asking === 'separate' ? (
        <DecideDialog
          title={say('duplicates.separate_title')}
          about={[say('duplicates.separate_about')]}
          action={say('duplicates.separate')}
          reason="required"
          onDo={separate}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </div>
  )
}

function Compared({
  records,
  mayDecide,
  onDecided,
}: {
  records: readonly SystemRecord[]
  mayDecide: boolean
  onDecided: () => void
}) {
  const first = records[0]?.id ?? ''
  const [choice, setChoice] = useState<Choice>(() => ({ keep: first, taken: proposed(records, first) }))
  const [all, setAll] = useState(false)
  const differing = differingFields(records)
  const shown = all ? comparedFields : differing
  return (
    <div className={styles.area}>
      <div className={styles.bar}>
        <p>
          {differing.length === 0
            ? say('duplicates.same')
            : sayCount('duplicates.differ', differing.length, formatNumber(differing.length))}
        </p>
        <Button look="quiet" onClick={() => setAll(!all)}>
          {say(all ? 'duplicates.few' : 'duplicates.all')}
        </Button>
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <Heads
              records={records}
              keep={choice.keep}
              mayDecide={mayDecide}
              onKeep={(keep) => setChoice({ keep, taken: proposed(records, keep) })}
            />
          </thead>
          <tbody>
            {shown.map((name) => (
              <FieldRow
                key={name}
                name={name}
                records={records}
                choice={choice}
                differs={differing.includes(name)}
                mayDecide={mayDecide}
                onTake={(id) => setChoice({ ...choice, taken: { ...choice.taken, [name]: id } })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {mayDecide ? <Decide records={records} choice={choice} onDecided={onDecided} /> : null}
    </div>
  )
}

/** The systems of a group side by side, read as they are now. */
export function Comparison({
  group,
  mayDecide,
  onDecided,
}: {
  group: Group
  mayDecide: boolean
  onDecided: () => void
}) {
  const answers = useQueries({
    queries: group.systems.map(({ id }) => ({
      queryKey: ['register', 'ai-system', 'compared', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('ai-system.get', { id }, { signal }),
    })),
  })
  const failed = answers.find(({ error }) => error)
  if (failed) return <ProblemNote text={detailOf(failed.error)} />
  const records = answers.flatMap(({ data }) => (data ? [data.record as unknown as SystemRecord] : []))
  if (records.length < group.systems.length) return null
  return (
    <Compared
      key={records.map(({ id, version }) => `${id} ${version}`).join()}
      records={records}
      mayDecide={mayDecide}
      onDecided={onDecided}
    />
  )
}
