/** Who sits in a body: a person is name + unit, the same name at two units is two people. */
export interface Seat {
  readonly id: number;
  readonly bodyId: number;
  readonly personId: number;
  readonly name: string;
  /** Unit read from `unitAndPosts`; identifies the person together with the name. */
  readonly unit: string;
  /** 组长, 副组长, 成员 … */
  readonly role: string;
  /** Order within the body, from 1. */
  readonly position: number;
  /** 单位及职务 as given. */
  readonly unitAndPosts: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A body (领导小组, 理事会 …) of an office or of a group. */
export interface Body {
  readonly id: number;
  /** Id of one of the policy's bodies: `leadership`, `council` … */
  readonly kind: string;
  readonly officeId: number | null;
  readonly groupId: number | null;
  readonly policyId: string | null;
  readonly title: string;
  readonly seats: readonly Seat[];
}
