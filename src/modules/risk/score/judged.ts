/** The numbers of a risk that are judged one by one: each is confirmed by whoever answers for it. */
export const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies'] as const
