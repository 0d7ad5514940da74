import { useQuery } from '@tanstack/react-query'
import type { Field } from '../../../../kernel/register/field.ts'
import { requirementKind } from '../../../../kernel/register/golden-thread.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { indexedByName } from '../../../app/registers.ts'
import { may, useSession } from '../../../client/session.ts'
import { titleOf } from '../../../client/titles.ts'
import { threadQuery } from '../../../thread/thread-query.ts'
import type { RecordPlace } from '../../edit/inline-field.tsx'
import type { WholeRecord } from '../../row.ts'

/** Where the value of a reference field leads; undefined for what is no reference, and where the person may not go. */
export function useLeads(
  register: AnyRegister,
  record: WholeRecord,
  declared: Field,
  value: unknown,
): RecordPlace | undefined {
  const session = useSession()
  const any = declared.kind === 'record' && declared.register === 'record'
  // A reference to a record of any kind: the thread knows of which.
  const thread = useQuery({
    ...threadQuery({ register: register.name, id: record.id }),
    enabled: any && typeof value === 'string',
  })
  if (typeof value !== 'string') return undefined
  if (declared.requirement === 'urn' && declared.kind === 'text')
    return { plural: `${requirementKind}s`, id: value }
  if (declared.kind !== 'record' || titleOf(value) === undefined) return undefined
  const name = any
    ? thread.data?.find(({ items }) => items.some(({ id }) => id === value))?.register
    : declared.register
  const target = name === undefined ? undefined : indexedByName(name)
  return target && may(session, target, 'read') ? { plural: target.plural, id: value } : undefined
}
