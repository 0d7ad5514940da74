const abbreviations = /\b(ai|aims|hr|ml)\b/g

/** A role of the management system in the middle of a sentence: `ai_system_owner` becomes "AI system owner". */
export const roleName = (role: string): string =>
  role.replaceAll('_', ' ').replaceAll(abbreviations, (word) => word.toUpperCase())
