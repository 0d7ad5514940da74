import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { indexedByName } from '../../app/registers.ts'
import { callStandard } from '../../client/call.ts'
import { detailOf } from '../../client/problem.ts'
import { t, textOf } from '../../messages/message.ts'
import { oneOf, readable } from '../../messages/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { notify } from '../../ui/toast.tsx'
import { settle } from '../edit/patch.ts'
import type { WholeRecord } from '../row.ts'
import styles from './aside.module.css'
import { LinkDialog } from './link-dialog.tsx'
import { linksQuery } from './record-query.ts'
import { Referrers } from './referrers.tsx'

interface Props {
  register: AnyRegister
  record: WholeRecord
  editable: boolean
}

interface LinkedRecord {
  readonly link_id: string
  readonly relation: string
  readonly id: string
  readonly register: string
  readonly title: string
}

export const relationText = (relation: string): string =>
  textOf(`thread.relation.${relation}`) ?? readable(relation)

function LinkedLine({ linked, onRemove }: { linked: LinkedRecord; onRemove: (() => void) | null }) {
  const target = indexedByName(linked.register)
  return (
    <li className={styles.link}>
      {target ? (
        <Link to="/$plural/$id" params={{ plural: target.plural, id: linked.id }}>
          {linked.title}
        </Link>
      ) : (
        <span>{linked.title}</span>
      )}
      <span className={styles.kind}>{oneOf({ name: linked.register })}</span>
      {onRemove ? (
        <button
          type="button"
          className={styles.remove}
          aria-label={t('thread.unlink', { title: linked.title })}
          onClick={onRemove}
        >
          <IconX size={12} />
        </button>
      ) : null}
    </li>
  )
}

function Direction({
  label,
  links,
  onRemove,
}: {
  label: string
  links: readonly LinkedRecord[]
  onRemove: ((linked: LinkedRecord) => void) | null
}) {
  const relations = [...new Set(links.map(({ relation }) => relation))]
  return relations.map((relation) => (
    <div key={relation}>
      <h3 className={styles.sub}>
        {label} · {relationText(relation)}
      </h3>
      <ul>
        {links
          .filter((linked) => linked.relation === relation)
          .map((linked) => (
            <LinkedLine
              key={linked.link_id}
              linked={linked}
              onRemove={onRemove ? () => onRemove(linked) : null}
            />
          ))}
      </ul>
    </div>
  ))
}

/** What leads to this record and what follows from it. */
export function Thread({ register, record, editable }: Props) {
  const client = useQueryClient()
  const links = useQuery(linksQuery(register, record.id))
  const [linking, setLinking] = useState(false)
  const items = links.data?.items ?? []
  const remove = async (linked: LinkedRecord) => {
    try {
      await callStandard(register, 'unlink', { id: record.id, link_id: linked.link_id })
      settle(client, register.name, record.id)
      notify({ text: t('thread.unlinked', { title: linked.title }) })
    } catch (error) {
      notify({ text: detailOf(error), tone: 'critical' })
    }
  }
  const onRemove = editable ? (linked: LinkedRecord) => void remove(linked) : null
  const referrers = indexedByName(register.name)?.referrers ?? []
  return (
    <section className={styles.section}>
      <div className={styles.top}>
        <h2 className={styles.heading}>{t('thread.title')}</h2>
        {editable ? (
          <span className={styles.end}>
            <IconButton label={t('thread.link')} onClick={() => setLinking(true)}>
              <IconPlus size={14} stroke={1.75} />
            </IconButton>
          </span>
        ) : null}
      </div>
      <Direction
        label={t('thread.leads_here')}
        links={items.filter(({ direction }) => direction === 'from')}
        onRemove={null}
      />
      <Direction
        label={t('thread.follows')}
        links={items.filter(({ direction }) => direction === 'to')}
        onRemove={onRemove}
      />
      {referrers.map(([from, field]) => (
        <Referrers key={`${from}.${field}`} from={from} field={field} id={record.id} />
      ))}
      {links.data && items.length === 0 ? <p className={styles.nothing}>{t('thread.nothing')}</p> : null}
      {linking ? <LinkDialog register={register} record={record} onClose={() => setLinking(false)} /> : null}
    </section>
  )
}
