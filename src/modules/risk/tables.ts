import type { RecordOf } from '../../kernel/register/register.ts'
import type { OwnerRole } from '../organization/contract.ts'
import type { CriteriaContent } from './criteria/criteria-content.ts'
import type { riskCriteria } from './criteria/risk-criteria.ts'
import type { risk } from './risk.ts'
import type { RiskLevel } from './score/scale.ts'
import type { treatmentAction } from './treatment/treatment-action.ts'

interface Tenant {
  organization_id: string
}

export type Risk = RecordOf<typeof risk>
export type TreatmentAction = RecordOf<typeof treatmentAction>

/** A plan as designated management approved it. */
export interface PlanApproval {
  id: string
  risk_id: string
  risk_version: number
  level: RiskLevel
  plan_hash: string
  approved_by_id: string
  appointment_id: string
  reason: string
  signature_id: string
  approved_at: string
}

export interface Consultation {
  readonly role: OwnerRole
  readonly person_id: string
  readonly opinion: string
}

/** A risk accepted for a time. */
export interface Acceptance {
  id: string
  risk_id: string
  risk_version: number
  criteria_id: string
  level: RiskLevel
  basis: 'residual' | 'inherent'
  likelihood: number
  impact: number
  system_hash: string | null
  accepted_by_id: string
  appointment_id: string
  by_system_owner: boolean
  reason: string
  consulted: Consultation[]
  accepted_at: string
  expires_on: string
  signature_id: string
  ended_at: string | null
  ended_because: 'new_version' | 'reopened' | 'replaced' | 'closed' | null
}

/** The tables this module owns; its handlers can touch no other. */
export interface RiskTables {
  'app.risk_criteria': Tenant & RecordOf<typeof riskCriteria> & { content: CriteriaContent | null }
  'app.risk': Tenant & Risk
  'app.treatment_action': Tenant & TreatmentAction
  'app.risk_plan_approval': Tenant & PlanApproval
  'app.risk_acceptance': Tenant & Acceptance
}
