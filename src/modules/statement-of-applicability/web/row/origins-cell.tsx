import {
  IconFileText,
  IconFlame,
  IconGavel,
  IconPlus,
  IconScale,
  IconUsersGroup,
  IconX,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { call } from '../../../../web/client/call.ts'
import { originWords } from '../../export/statement-lines.ts'
import type { StatementRow } from '../../statement.ts'
import { attempt, useEditing } from '../editing.ts'
import { t } from '../texts.ts'
import styles from './row.module.css'

type Origin = StatementRow['origins'][number]

const icons = {
  risk: IconFlame,
  law: IconScale,
  contract: IconFileText,
  impact: IconUsersGroup,
  own_decision: IconGavel,
} as const satisfies Record<Origin['kind'], unknown>

/** An origin leads to what it names, where that has a page; a sign says of which kind it is. */
function OriginName({ origin }: { origin: Origin }) {
  const Icon = icons[origin.kind]
  const words = originWords(origin)
  const kind = `${t(`soa.origin.${origin.kind}`)}: `
  const content = (
    <>
      <span className="sr-only">{kind}</span>
      {words.slice(kind.length)}
    </>
  )
  const target =
    origin.kind === 'risk' && origin.record_id
      ? { plural: 'risks', id: origin.record_id }
      : origin.requirement
        ? { plural: 'requirements', id: origin.requirement }
        : null
  return (
    <>
      <Icon size={14} stroke={1.75} aria-hidden="true" />
      {target ? (
        <Link to="/$plural/$id" params={target} className={`${styles.target} ${styles.link}`} title={words}>
          {content}
        </Link>
      ) : (
        <span className={styles.target} title={words}>
          {content}
        </span>
      )}
    </>
  )
}

function addLook({ applicable, origins }: StatementRow): string {
  if (origins.length > 0) return `${styles.add} ${styles.more}`
  return (applicable ? styles.addMissing : styles.add) ?? ''
}

/** Where the inclusion of a control comes from. */
export function OriginsCell({ row }: { row: StatementRow }) {
  const editing = useEditing()
  const edits = editing.may(row)
  if (row.applicable === false) return null
  const remove = (origin: Origin) =>
    void attempt(() => call('soa-row.remove-origin', { id: row.id, origin_id: origin.id }))
  return (
    <ul className={styles.items}>
      {row.origins.map((origin) => (
        <li key={origin.id} className={styles.item}>
          <OriginName origin={origin} />
          {edits ? (
            <button
              type="button"
              className={styles.remove}
              aria-label={t('soa.row.origins.remove', { origin: originWords(origin) })}
              onClick={() => remove(origin)}
            >
              <IconX size={12} stroke={2} />
            </button>
          ) : null}
        </li>
      ))}
      {edits ? (
        <li>
          <button
            type="button"
            className={addLook(row)}
            aria-label={
              row.origins.length === 0 ? undefined : t('soa.row.origins.more', { title: row.title })
            }
            onClick={() => editing.addOrigin(row)}
          >
            <IconPlus size={12} stroke={2} />
            {row.origins.length === 0 ? t('soa.row.origins.add') : null}
          </button>
        </li>
      ) : null}
    </ul>
  )
}
