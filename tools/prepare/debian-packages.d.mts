export interface DebianNeed {
  readonly name: string
  readonly for: string
}
export function missingForTests(): Promise<DebianNeed[]>
export function installDebianPackages(
  missing: readonly DebianNeed[],
  host: { uid: number | undefined; apt: string | undefined },
): Promise<void>
