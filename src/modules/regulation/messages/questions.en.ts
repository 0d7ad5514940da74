/** Why each question of a determination is put, in English. */
export const reasons: Readonly<Record<string, string>> = {
  builds: 'Controls for the life cycle and for data bind whoever designs, trains, writes or tests.',
  answers_for_build:
    'Whoever answers for the whole is a producer, also when contractors do the work. Most of Annex A.6 then applies.',
  supplies: 'Whoever supplies others owes them information, and keeps duties after the handover.',
  uses: 'Using a system under one’s own authority brings duties of its own, whoever built it.',
  contributes: 'Work for somebody else’s system is shared responsibility, and has to be agreed.',
  is_ai_system: 'The law applies to AI systems only. Everything else follows from this answer.',
  eu_nexus: 'The law reaches systems that touch the Union, wherever the organization sits.',
  exclusion: 'A few uses are outside the law. The exclusion has to apply fully, not in part.',
  foss: 'Open source is outside as long as nothing else below applies.',
  roles: 'Duties differ by role. One organization can hold several for the same system.',
  role_flip: 'Changing a system, or putting one’s name on it, can make a deployer or importer its provider.',
  prohibited:
    'Banned practices cannot be approved, accepted or documented away. This is asked first for that reason.',
  annex1_law: 'Products under these laws can make their AI component high-risk.',
  component_function:
    'Only what keeps people safe, or endangers them when it fails, makes the component high-risk.',
  third_party_ca: 'Without an outside assessment of the product, this route to high-risk is closed.',
  annex3:
    'These uses are high-risk unless they only do a narrow task. Look at the purpose, not the technology.',
  profiling: 'Profiling of people closes the way out: the system is high-risk.',
  significant_risk: 'The way out is open only where the system does not steer a decision about people.',
  filter_condition: 'One of these has to hold for the way out. It must be documented and registered.',
  art50: 'People must know when they deal with AI or see something made by it.',
  generative_before_2026_08_02:
    'Systems that were on the market before have a little more time to mark their output.',
  deployer_kind: 'Public bodies and some services must assess fundamental rights before use.',
  gpai_systemic: 'Models above the threshold carry further duties.',
  gpai_before_2025_08_02: 'Models that were on the market before have until a later date.',
}
