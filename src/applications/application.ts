/** An application form (附件3 申请表 / 申报表) received from a kindergarten: the nineteen fields as given, and whom they mean. */
export interface Application {
  readonly id: number;
  readonly kindergartenId: number;
  /** The lead the form names, where it is in the ledger. */
  readonly leadId: number | null;
  readonly policyId: string;
  readonly cycleStart: string;
  readonly receivedOn: string;
  readonly name: string;
  readonly size: string | null;
  readonly address: string | null;
  readonly postcode: string | null;
  readonly legalRepresentative: string | null;
  readonly post: string | null;
  readonly phone: string | null;
  readonly contact: string | null;
  readonly mobile: string | null;
  readonly landline: string | null;
  readonly email: string | null;
  readonly leadName: string | null;
  readonly leadPhone: string | null;
  readonly leadAddress: string | null;
  readonly leadEmail: string | null;
  readonly project: string | null;
  readonly expectedEffect: string | null;
  readonly recommender: string | null;
  readonly opinion: string | null;
}

/** The fields of the form that the ledger keeps as given, in the order of the form. */
export const applicationFields = [
  'name',
  'size',
  'address',
  'postcode',
  'legalRepresentative',
  'post',
  'phone',
  'contact',
  'mobile',
  'landline',
  'email',
  'leadName',
  'leadPhone',
  'leadAddress',
  'leadEmail',
  'project',
  'expectedEffect',
  'recommender',
  'opinion',
] as const satisfies readonly (keyof Application)[];

export type ApplicationField = (typeof applicationFields)[number];
