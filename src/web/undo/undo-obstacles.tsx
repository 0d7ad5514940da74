import { Link } from '@tanstack/react-router'
import { indexedByName } from '../app/registers.ts'
import { titleOf } from '../client/titles.ts'
import { formatInstant, formatNumber } from '../messages/format.ts'
import { readable } from '../messages/words.ts'
import { say, sayCount } from './text.ts'
import styles from './undo-dialog.module.css'
import type { Preview } from './undo-query.ts'

type Obstacle = Preview['obstacles'][number]

function because({ reason, since }: Obstacle): string {
  if (reason !== 'changed-since') return say(`undo.because.${reason}`)
  const who = since?.actor_id ? titleOf(since.actor_id) : undefined
  return since && who
    ? say('undo.because.changed-since', { who, when: formatInstant(since.at) })
    : say('undo.because.changed-since_unknown')
}

/** The page of the record that stands in the way, where the person may read it. */
function pageOf({ table, row_id, title }: Obstacle) {
  const indexed = title === null ? undefined : indexedByName(table.replaceAll('_', '-'))
  return indexed && row_id !== null ? { plural: indexed.plural, id: row_id } : undefined
}

interface Alike {
  readonly key: string
  readonly name: string
  readonly page: ReturnType<typeof pageOf>
  readonly reason: string
  readonly count: number
}

/** What stands in the way, each kind of row that has no title of its own once. */
function alike(obstacles: readonly Obstacle[]): Alike[] {
  const found = new Map<string, Alike>()
  for (const obstacle of obstacles) {
    const name = obstacle.title ?? readable(obstacle.table)
    const reason = because(obstacle)
    const key = obstacle.title === null ? `${name} ${reason}` : `${obstacle.table} ${obstacle.row_id}`
    const count = (found.get(key)?.count ?? 0) + 1
    found.set(key, { key, name, page: pageOf(obstacle), reason, count })
  }
  return [...found.values()]
}

/** The records that stand in the way of undoing, each with the reason and the way to it. */
export function Obstacles({ preview, onLeave }: { preview: Preview; onLeave: () => void }) {
  const { obstacles, obstacle_count: count, rest_possible } = preview
  return (
    <>
      <p role="alert">
        {sayCount(rest_possible ? 'undo.in_the_way' : 'undo.impossible', count, formatNumber(count))}
      </p>
      <ul className={styles.list}>
        {alike(obstacles).map(({ key, name, page, reason, count: rows }) => (
          <li key={key} className={styles.line}>
            {page ? (
              <Link to="/$plural/$id" params={page} className={styles.link} onClick={onLeave}>
                {name}
              </Link>
            ) : (
              <span>{rows === 1 ? name : say('undo.counted', { name, count: formatNumber(rows) })}</span>
            )}
            <span className={styles.quiet}>{reason}</span>
          </li>
        ))}
      </ul>
      {count > obstacles.length ? (
        <p className={styles.quiet}>
          {say('undo.obstacles_more', { shown: formatNumber(obstacles.length) })}
        </p>
      ) : null}
    </>
  )
}
