import { to, usualPermissions } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import {
  choice,
  choices,
  date,
  integer,
  longText,
  person,
  record,
  text,
} from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'
import { aiRoles } from '../ai-system/ai-system.ts'

export const determinationKinds = ['iso_roles', 'eu_ai_act'] as const
export type DeterminationKind = (typeof determinationKinds)[number]

/** The results that a classification under the EU AI Act can end with; the pack says what each means. */
export const tiers = [
  'not_ai_system',
  'no_eu_nexus',
  'excluded',
  'foss_outside_act',
  'prohibited',
  'high_risk',
  'high_risk_sectoral',
  'annex3_derogated',
  'limited_transparency',
  'minimal',
  'gpai_model',
  'gpai_model_systemic',
] as const
export type Tier = (typeof tiers)[number]

/**
 * What was determined about one AI system: the organization's ISO roles for it, or its class under the EU AI Act. A
 * new determination supersedes the earlier one of the same system and kind; none is overwritten. Every field but the
 * rationale is worked out by the server.
 */
export const determination = register({
  name: 'determination',
  plural: 'determinations',
  title: 'title',
  told_by: ['decided_on'],
  station: 'determination',
  fields: {
    title: text({ max: 500, required: true, search: true, computed: true }),
    ai_system_id: record('ai-system', { required: true }),
    kind: choice(determinationKinds, { required: true }),
    ai_roles: choices(aiRoles, { computed: true }),
    tier: choice(tiers, { computed: true }),
    rationale: longText({ max: 10_000 }),
    /** The AI system's version that the answers were given about. */
    system_version: integer({ min: 1, max: 2_147_483_647, computed: true }),
    pack_version: text({ max: 40, computed: true }),
    rule_version: text({ max: 40, computed: true }),
    law_state_date: date({ computed: true }),
    decided_by: person({ computed: true }),
    decided_on: date({ computed: true }),
    supersedes_id: record('determination', { computed: true }),
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: {
      draft: { tone: 'neutral' },
      proposed: { tone: 'progress' },
      approved: { tone: 'positive' },
      use_rejected: { tone: 'critical' },
      superseded: { tone: 'neutral', over: true },
    },
    // Approving, and rejecting a banned use, are signed and answer what law leaves open: operations of their own. The
    // earlier determination becomes superseded when a later one is decided.
    transitions: {
      propose: { from: ['draft'], to: 'proposed', event: 'proposed', permit: 'determine' },
      return: { from: ['proposed'], to: 'draft', event: 'returned', permit: 'approve', reason: 'required' },
    },
  }),
  list: {
    columns: ['title', 'tier', 'ai_roles', 'decided_on', 'owner_id', 'state'],
    sort: '-updated_at',
    group: ['kind', 'tier', 'state', 'owner_id'],
  },
  sections: [
    { key: 'result', fields: ['title', 'ai_system_id', 'kind', 'ai_roles', 'tier', 'rationale', 'owner_id'] },
    {
      key: 'basis',
      fields: ['system_version', 'pack_version', 'rule_version', 'law_state_date', 'supersedes_id'],
    },
    { key: 'decision', fields: ['decided_by', 'decided_on'] },
  ],
  hidden_columns: ['answers', 'questions', 'basis', 'outcome', 'sign_offs'],
  permissions: {
    ...usualPermissions,
    // Nobody writes values: they follow from answers.
    write: {},
    bulk: {},
    determine: { ...to('all', 'aims-manager'), ...to('own', 'ai-system-owner') },
    approve: to('all', 'aims-manager', 'top-management', 'risk-owner'),
  },
  not_imported: 'Determinations follow from answers given here, under rules of a known version.',
})
