/** The address of a file with the statement: as it stands, as of a moment, or one version. */
export const exportAddress = (asked: {
  readonly format: string
  readonly version_id?: string
  readonly as_of?: string
}): string => `/api/statement-of-applicability/export?${new URLSearchParams({ ...asked })}`
