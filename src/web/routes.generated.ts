// Written by `npm run generate` from the modules' contracts. Do not edit.

import type { Method } from '../kernel/contract/operation.ts'
import type * as aiSystem from '../modules/ai-system/contract.ts'
import type * as control from '../modules/control/contract.ts'
import type * as obligation from '../modules/obligation/contract.ts'
import type * as organization from '../modules/organization/contract.ts'
import type * as requirement from '../modules/requirement/contract.ts'
import type * as trail from '../modules/trail/contract.ts'

/** What the shell knows of a register before its module is loaded. */
export interface IndexedRegister {
  readonly name: string
  readonly plural: string
  readonly title: string
  readonly module: string
  readonly searchable: boolean
  /** Registers and fields that point to this one. */
  readonly referrers: readonly (readonly [register: string, field: string])[]
}

export const registerIndex: readonly IndexedRegister[] = [
  {
    name: 'ai-system',
    plural: 'ai-systems',
    title: 'name',
    module: 'ai-system',
    searchable: true,
    referrers: [['ai-system-version', 'system_id']],
  },
  {
    name: 'ai-system-version',
    plural: 'ai-system-versions',
    title: 'label',
    module: 'ai-system',
    searchable: true,
    referrers: [],
  },
  { name: 'control', plural: 'controls', title: 'name', module: 'control', searchable: true, referrers: [] },
  {
    name: 'obligation',
    plural: 'obligations',
    title: 'title',
    module: 'obligation',
    searchable: true,
    referrers: [],
  },
  {
    name: 'appointment',
    plural: 'appointments',
    title: 'title',
    module: 'organization',
    searchable: true,
    referrers: [],
  },
  {
    name: 'organization-unit',
    plural: 'organization-units',
    title: 'name',
    module: 'organization',
    searchable: true,
    referrers: [
      ['ai-system', 'unit_id'],
      ['organization-unit', 'parent_id'],
      ['person', 'unit_id'],
    ],
  },
  {
    name: 'person',
    plural: 'people',
    title: 'name',
    module: 'organization',
    searchable: true,
    referrers: [
      ['control', 'operator_id'],
      ['appointment', 'person_id'],
      ['appointment', 'appointed_by_id'],
      ['appointment', 'delegated_by_id'],
    ],
  },
]

/** Method, path and whether `If-Match` is needed, of every operation beyond the standard ones. */
export const specialRoutes: Readonly<Record<string, readonly [Method, string, boolean]>> = {
  'control.requirements': ['GET', '/controls/requirements', false],
  'obligation.complete': ['POST', '/obligations/:id/completions', true],
  'obligation.standing': ['GET', '/obligations/:id/standing', false],
  'working-calendar.get': ['GET', '/working-calendar', false],
  'obligation.missed': ['GET', '/missed-obligations', false],
  'my-work.list': ['GET', '/my-work', false],
  'working-calendar.set': ['PUT', '/working-calendar', false],
  'my-work.summary': ['GET', '/my-work/summary', false],
  'api-key.create': ['POST', '/api-keys', false],
  'role-assignment.grant': ['POST', '/role-assignments', false],
  'person.invite': ['POST', '/people/invitations', false],
  'person.invite-again': ['POST', '/people/:id/invitations', false],
  'api-key.list': ['GET', '/api-keys', false],
  'role-assignment.list': ['GET', '/role-assignments', false],
  'appointment.vacancies': ['GET', '/appointments/vacancies', false],
  'person.remove-second-factor': ['POST', '/people/:id/second-factor-removals', false],
  'person.reset-link': ['POST', '/people/:id/reset-links', false],
  'api-key.revoke': ['DELETE', '/api-keys/:id', false],
  'role-assignment.revoke': ['DELETE', '/role-assignments/:id', false],
  'session.get': ['GET', '/session', false],
  'pack.adopt': ['POST', '/pack-adoptions', false],
  'pack.get': ['GET', '/pack', false],
  'requirement.get': ['GET', '/requirement', false],
  'scenario.get': ['GET', '/scenario', false],
  'crosswalk.list': ['GET', '/crosswalk', false],
  'pack.list': ['GET', '/packs', false],
  'requirement.list': ['GET', '/requirements', false],
  'scenario.list': ['GET', '/scenarios', false],
  'pack.preview-update': ['GET', '/pack/update-preview', false],
  'trail.checkpoint': ['GET', '/trail/checkpoint', false],
  'trail.export': ['GET', '/trail/export', false],
  'trail.get': ['GET', '/trail/operations/:id', false],
  'trail.list': ['GET', '/trail/operations', false],
  'trail.preview-undo': ['GET', '/trail/operations/:id/undo', false],
  'trail.proof': ['GET', '/trail/leaves/:leaf_index/proof', false],
  'trail.undo': ['POST', '/trail/operations/:id/undo', false],
}

/** The contracts of all modules, for types only. */
export type Contracts =
  | typeof aiSystem
  | typeof control
  | typeof obligation
  | typeof organization
  | typeof requirement
  | typeof trail
