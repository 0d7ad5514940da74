// Written by `npm run generate` from the modules' contracts. Do not edit.

import type { Method } from '../kernel/contract/operation.ts'
import type * as aiSystem from '../modules/ai-system/contract.ts'
import type * as backgroundWork from '../modules/background-work/contract.ts'
import type * as context from '../modules/context/contract.ts'
import type * as control from '../modules/control/contract.ts'
import type * as document from '../modules/document/contract.ts'
import type * as obligation from '../modules/obligation/contract.ts'
import type * as organization from '../modules/organization/contract.ts'
import type * as regulation from '../modules/regulation/contract.ts'
import type * as requirement from '../modules/requirement/contract.ts'
import type * as risk from '../modules/risk/contract.ts'
import type * as statementOfApplicability from '../modules/statement-of-applicability/contract.ts'
import type * as thread from '../modules/thread/contract.ts'
import type * as trail from '../modules/trail/contract.ts'
import type * as view from '../modules/view/contract.ts'

/** What the shell knows of a register before its module is loaded. */
export interface IndexedRegister {
  readonly name: string
  readonly plural: string
  readonly title: string
  readonly module: string
  readonly told_by: readonly string[]
  readonly searchable: boolean
  /** Of people: the registers and fields that name them. */
  readonly referrers: readonly (readonly [register: string, field: string])[]
}

export const registerIndex: readonly IndexedRegister[] = [
  {
    name: 'ai-system',
    plural: 'ai-systems',
    title: 'name',
    told_by: [],
    module: 'ai-system',
    searchable: true,
    referrers: [],
  },
  {
    name: 'ai-system-version',
    plural: 'ai-system-versions',
    title: 'label',
    told_by: [],
    module: 'ai-system',
    searchable: true,
    referrers: [],
  },
  {
    name: 'scope-statement',
    plural: 'scope-statements',
    title: 'title',
    told_by: [],
    module: 'context',
    searchable: true,
    referrers: [],
  },
  {
    name: 'control',
    plural: 'controls',
    title: 'name',
    told_by: [],
    module: 'control',
    searchable: true,
    referrers: [],
  },
  {
    name: 'policy',
    plural: 'policies',
    title: 'title',
    told_by: [],
    module: 'document',
    searchable: true,
    referrers: [],
  },
  {
    name: 'obligation',
    plural: 'obligations',
    title: 'title',
    told_by: ['subject_id', 'due_on'],
    module: 'obligation',
    searchable: true,
    referrers: [],
  },
  {
    name: 'appointment',
    plural: 'appointments',
    title: 'title',
    told_by: [],
    module: 'organization',
    searchable: true,
    referrers: [],
  },
  {
    name: 'organization-unit',
    plural: 'organization-units',
    title: 'name',
    told_by: [],
    module: 'organization',
    searchable: true,
    referrers: [],
  },
  {
    name: 'person',
    plural: 'people',
    title: 'name',
    told_by: [],
    module: 'organization',
    searchable: true,
    referrers: [
      ['scope-statement', 'approved_by_id'],
      ['control', 'operator_id'],
      ['policy', 'approved_by_id'],
      ['appointment', 'person_id'],
      ['appointment', 'appointed_by_id'],
      ['appointment', 'delegated_by_id'],
      ['determination', 'decided_by'],
      ['risk', 'assessed_by_id'],
      ['risk-criteria', 'approved_by_id'],
    ],
  },
  {
    name: 'determination',
    plural: 'determinations',
    title: 'title',
    told_by: ['decided_on'],
    module: 'regulation',
    searchable: true,
    referrers: [],
  },
  {
    name: 'risk',
    plural: 'risks',
    title: 'title',
    told_by: [],
    module: 'risk',
    searchable: true,
    referrers: [],
  },
  {
    name: 'risk-criteria',
    plural: 'risk-criteria',
    title: 'title',
    told_by: [],
    module: 'risk',
    searchable: true,
    referrers: [],
  },
  {
    name: 'treatment-action',
    plural: 'treatment-actions',
    title: 'title',
    told_by: [],
    module: 'risk',
    searchable: true,
    referrers: [],
  },
  {
    name: 'soa-row',
    plural: 'soa-rows',
    title: 'title',
    told_by: [],
    module: 'statement-of-applicability',
    searchable: true,
    referrers: [],
  },
]

/** Method, path and whether `If-Match` is needed, of every operation beyond the standard ones. */
export const specialRoutes: Readonly<Record<string, readonly [Method, string, boolean]>> = {
  'ai-system.dismiss-duplicates': ['POST', '/ai-systems/duplicate-dismissals', false],
  'ai-system.duplicates': ['GET', '/ai-systems/duplicates', false],
  'ai-system.merge': ['POST', '/ai-systems/:id/merges', true],
  'background-work.list': ['GET', '/background-work', false],
  'scope-statement.approval': ['GET', '/scope-statements/:id/approval', false],
  'scope-statement.approve': ['POST', '/scope-statements/:id/approvals', true],
  'my-work.list': ['GET', '/my-work', false],
  'my-work.summary': ['GET', '/my-work/summary', false],
  'obligation.complete': ['POST', '/obligations/:id/completions', true],
  'obligation.missed': ['GET', '/missed-obligations', false],
  'obligation.standing': ['GET', '/obligations/:id/standing', false],
  'working-calendar.get': ['GET', '/working-calendar', false],
  'working-calendar.set': ['PUT', '/working-calendar', false],
  'api-key.create': ['POST', '/api-keys', false],
  'api-key.list': ['GET', '/api-keys', false],
  'api-key.revoke': ['DELETE', '/api-keys/:id', false],
  'appointment.vacancies': ['GET', '/appointments/vacancies', false],
  'beginning.get': ['GET', '/beginning', false],
  'person.able': ['GET', '/people/able', false],
  'person.invite': ['POST', '/people/invitations', false],
  'person.invite-again': ['POST', '/people/:id/invitations', false],
  'person.remove-second-factor': ['POST', '/people/:id/second-factor-removals', false],
  'person.reset-link': ['POST', '/people/:id/reset-links', false],
  'role-assignment.grant': ['POST', '/role-assignments', false],
  'role-assignment.list': ['GET', '/role-assignments', false],
  'role-assignment.revoke': ['DELETE', '/role-assignments/:id', false],
  'session.get': ['GET', '/session', false],
  'determination.answer': ['PATCH', '/determinations/:id/answers', true],
  'determination.approve': ['POST', '/determinations/:id/approvals', true],
  'determination.of-system': ['GET', '/determinations-of-system', false],
  'determination.overview': ['GET', '/determination-overview', false],
  'determination.questions': ['POST', '/determination-questions', false],
  'determination.reject': ['POST', '/determinations/:id/use-rejections', true],
  'determination.rerun-preview': ['GET', '/determination-rerun-preview', false],
  'determination.stale': ['GET', '/stale-determinations', false],
  'determination.start': ['POST', '/determinations', false],
  'determination.view': ['GET', '/determinations/:id/view', false],
  'crosswalk.list': ['GET', '/crosswalk', false],
  'pack.adopt': ['POST', '/pack-adoptions', false],
  'pack.get': ['GET', '/pack', false],
  'pack.list': ['GET', '/packs', false],
  'pack.preview-update': ['GET', '/pack/update-preview', false],
  'requirement.get': ['GET', '/requirement', false],
  'requirement.list': ['GET', '/requirements', false],
  'scenario.get': ['GET', '/scenario', false],
  'scenario.list': ['GET', '/scenarios', false],
  'risk-criteria.approval': ['GET', '/risk-criteria/:id/approval', false],
  'risk-criteria.approve': ['POST', '/risk-criteria/:id/approvals', true],
  'risk-criteria.content': ['GET', '/risk-criteria/:id/content', false],
  'risk-criteria.in-force': ['GET', '/risk-criteria/in-force', false],
  'risk-criteria.set-content': ['PUT', '/risk-criteria/:id/content', true],
  'risk.above-appetite': ['GET', '/risks/above-appetite', false],
  'risk.accept': ['POST', '/risks/:id/acceptances', true],
  'risk.acceptance-statement': ['GET', '/risks/:id/acceptance-statement', false],
  'risk.acceptances': ['GET', '/risk-acceptances', false],
  'risk.approve-plan': ['POST', '/risks/:id/plan-approvals', true],
  'risk.from-scenario': ['POST', '/risks/from-scenario', false],
  'risk.heat-map': ['GET', '/risks/heat-map', false],
  'risk.plan-statement': ['GET', '/risks/:id/plan-statement', false],
  'risk.return-lapsed': ['POST', '/lapsed-risks', false],
  'risk.standing': ['GET', '/risks/:id/standing', false],
  'treatment-action.extend': ['POST', '/treatment-actions/:id/extensions', true],
  'soa-row.add-origin': ['POST', '/soa-rows/:id/origins', false],
  'soa-row.answer-conflict': ['POST', '/soa-rows/:id/conflict-answers', false],
  'soa-row.remove-origin': ['DELETE', '/soa-rows/:id/origins/:origin_id', false],
  'soa-row.set-controls': ['PUT', '/soa-rows/:id/controls', false],
  'soa.approve': ['POST', '/statement-of-applicability/approvals', false],
  'soa.diff': ['GET', '/statement-of-applicability/diff', false],
  'soa.export': ['GET', '/statement-of-applicability/export', false],
  'soa.facts': ['GET', '/statement-of-applicability/facts', false],
  'soa.get': ['GET', '/statement-of-applicability', false],
  'soa.readiness': ['GET', '/statement-of-applicability/readiness', false],
  'soa.start': ['POST', '/statement-of-applicability', false],
  'soa.state-fact': ['POST', '/statement-of-applicability/facts', false],
  'soa.submit': ['POST', '/statement-of-applicability/submissions', false],
  'soa.version': ['GET', '/statement-of-applicability/versions/:id', false],
  'soa.versions': ['GET', '/statement-of-applicability/versions', false],
  'soa.withdraw': ['POST', '/statement-of-applicability/withdrawals', false],
  'thread.of-record': ['GET', '/records/:id/thread', false],
  'thread.of-requirement': ['GET', '/requirement/thread', false],
  'trail.checkpoint': ['GET', '/trail/checkpoint', false],
  'trail.export': ['GET', '/trail/export', false],
  'trail.get': ['GET', '/trail/operations/:id', false],
  'trail.list': ['GET', '/trail/operations', false],
  'trail.preview-undo': ['GET', '/trail/operations/:id/undo', false],
  'trail.proof': ['GET', '/trail/leaves/:leaf_index/proof', false],
  'trail.undo': ['POST', '/trail/operations/:id/undo', false],
  'view.create': ['POST', '/views', false],
  'view.list': ['GET', '/views', false],
  'view.remove': ['DELETE', '/views/:id', false],
  'view.revise': ['PATCH', '/views/:id', true],
  'view.share': ['POST', '/views/:id/sharing', false],
  'view.unshare': ['DELETE', '/views/:id/sharing', false],
}

/** The contracts of all modules, for types only. */
export type Contracts =
  | typeof aiSystem
  | typeof backgroundWork
  | typeof context
  | typeof control
  | typeof document
  | typeof obligation
  | typeof organization
  | typeof regulation
  | typeof requirement
  | typeof risk
  | typeof statementOfApplicability
  | typeof thread
  | typeof trail
  | typeof view
