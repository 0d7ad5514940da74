import { IconFilter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { indexedByName, indexedRegisters, loadRegister } from '../../../web/app/registers.ts'
import { may, useSession } from '../../../web/client/session.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { eventText, partsOf } from '../../../web/messages/event.ts'
import { formatNumber } from '../../../web/messages/format.ts'
import { oneOf } from '../../../web/messages/words.ts'
import { useRecordOptions } from '../../../web/register/edit/option-source.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Select } from '../../../web/ui/field/select.tsx'
import { useNarrow } from '../../../web/ui/narrow.ts'
import styles from './filters.module.css'
import { t } from './texts.ts'
import type { TrailFilter } from './trail-filter.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

const standardVerbs = [
  'created',
  'revised',
  'bulk-revised',
  'archived',
  'restored',
  'linked',
  'unlinked',
  'commented',
]

/** The events of a register: the standard ones and those of its lifecycle, once its module is loaded. */
function useEventsOf(name: string | undefined): readonly string[] {
  const indexed = name === undefined ? undefined : indexedByName(name)
  const read = useQuery({
    queryKey: ['trail-events', name],
    queryFn: async () => {
      if (!indexed) return []
      const { lifecycle } = await loadRegister(indexed)
      const own = Object.values(lifecycle.transitions).map(({ event }) => event)
      return [...new Set([...standardVerbs, ...own])].map((verb) => `${indexed.name}.${verb}`)
    },
    enabled: indexed !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return read.data ?? []
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const id = useId()
  return (
    <span className={styles.day}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </span>
  )
}

interface Props {
  filter: TrailFilter
  onChange: (filter: TrailFilter) => void
  /** Events of the entries that are shown, to choose from while no register is chosen. */
  seen: readonly string[]
}

const withChosen = (choices: readonly Choice[], chosen: string | undefined, label: string): Choice[] =>
  chosen === undefined || choices.some(({ value }) => value === chosen)
    ? [...choices]
    : [...choices, { value: chosen, label }]

function Fields({ filter, onChange, seen }: Props) {
  const session = useSession()
  const { options: people } = useRecordOptions('person', '')
  const ofRegister = useEventsOf(filter.register)
  const seenHere = seen.filter(
    (event) => filter.register === undefined || partsOf(event).register === filter.register,
  )
  const me = { value: session.person.id, label: session.person.name }
  const persons = withChosen(
    [me, ...people.filter(({ value }) => value !== me.value)],
    filter.actor_id,
    (filter.actor_id && titleOf(filter.actor_id)) || t('page.hidden_person'),
  )
  const events = [...new Set([...ofRegister, ...seenHere])]
    .map((event) => ({ value: event, label: eventText(event) }))
    .sort((one, other) => one.label.localeCompare(other.label))
  const registers = indexedRegisters
    .filter((one) => may(session, one, 'read'))
    .map((one) => ({ value: one.name, label: oneOf(one) }))
    .sort((one, other) => one.label.localeCompare(other.label))
  return (
    <>
      <Select
        label={t('filter.person')}
        value={filter.actor_id ?? ''}
        options={[{ value: '', label: t('filter.anyone') }, ...persons]}
        onChange={(actor_id) => onChange({ ...filter, actor_id })}
      />
      <Select
        label={t('filter.register')}
        value={filter.register ?? ''}
        options={[
          { value: '', label: t('filter.any_register') },
          ...withChosen(registers, filter.register, filter.register ?? ''),
        ]}
        onChange={(register) => onChange({ ...filter, register, event: '' })}
      />
      <Select
        label={t('filter.event')}
        value={filter.event ?? ''}
        options={[
          { value: '', label: t('filter.any_event') },
          ...withChosen(events, filter.event, filter.event?.split(',').map(eventText).join(', ') ?? ''),
        ]}
        onChange={(event) => onChange({ ...filter, event })}
      />
      <Day
        label={t('filter.from')}
        value={filter.from ?? ''}
        onChange={(from) => onChange({ ...filter, from })}
      />
      <Day label={t('filter.to')} value={filter.to ?? ''} onChange={(to) => onChange({ ...filter, to })} />
      {Object.keys(filter).length > 0 ? (
        <Button look="quiet" onClick={() => onChange({})}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </>
  )
}

/** What the trail is narrowed to: person, register, event and days. A phone folds them until they are wanted. */
export function Filters(props: Props) {
  const narrow = useNarrow()
  const narrowed = Object.keys(props.filter).length
  const [open, setOpen] = useState(narrowed > 0)
  return (
    <search className={styles.bar} aria-label={t('filter.label')}>
      {narrow ? (
        <Button look="quiet" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconFilter size={16} stroke={1.75} />
          {t('filter.label')}
          {narrowed > 0 ? <output>{formatNumber(narrowed)}</output> : null}
        </Button>
      ) : null}
      {open || !narrow ? <Fields {...props} /> : null}
    </search>
  )
}
