export { determination, determinationKinds, tiers } from './determination.ts'
export {
  answerDetermination,
  approveDetermination,
  determinationOverview,
  determinationQuestions,
  rejectUse,
  rerunPreview,
  staleDeterminations,
  startDetermination,
  systemDeterminations,
  viewDetermination,
} from './determination-contract.ts'
