export { type CriteriaContent, criteriaContent } from './criteria/criteria-content.ts'
export * from './criteria/criteria-contract.ts'
export { riskCriteria } from './criteria/risk-criteria.ts'
export * from './decision/decision-contract.ts'
export { risk, riskObjectives, riskSources } from './risk.ts'
export {
  type Category,
  categories,
  type Dimension,
  dimensions,
  type RiskLevel,
  riskLevels,
} from './score/scale.ts'
export * from './standing/query-contract.ts'
export { treatmentAction } from './treatment/treatment-action.ts'
export { consequenceMeans, treatmentOptions } from './treatment/treatment-option.ts'
