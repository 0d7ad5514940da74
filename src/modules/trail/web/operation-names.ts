import { indexedByName } from '../../../web/app/registers.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { partsOf } from '../../../web/messages/event.ts'
import { t } from './texts.ts'
import type { Operation } from './trail-query.ts'

/** Who did it; the system has no id. */
export const actorName = ({ actor_id }: Pick<Operation, 'actor_id'>): string =>
  actor_id === null ? t('page.by_system') : (titleOf(actor_id) ?? t('page.hidden_person'))

/** Where the record of an operation is shown; null when it touched none, or none that has pages. */
export function recordPlace({
  record_id,
  event,
}: Pick<Operation, 'record_id' | 'event'>): { plural: string; id: string; title: string } | null {
  const title = record_id === null ? undefined : titleOf(record_id)
  const register = indexedByName(partsOf(event).register)
  return record_id === null || title === undefined || !register
    ? null
    : { plural: register.plural, id: record_id, title }
}
