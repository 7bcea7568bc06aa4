/** What became of what an office handed in for a period: 未报, 已报, 退回, 已审, 锁定. */
const submissionStates = ['未报', '已报', '退回', '已审', '锁定'] as const;

export type SubmissionState = (typeof submissionStates)[number];

/** What the upper office, or for its own returns the one above, decided of a period. */
export type ReviewState = 'returned' | 'approved' | 'locked';

const reviewNames: Readonly<Record<ReviewState, SubmissionState>> = {
  returned: '退回',
  approved: '已审',
  locked: '锁定',
};

/** The state of a period: what was decided of it, else whether anything came. */
export function submissionState(review: ReviewState | undefined, isReceived: boolean): SubmissionState {
  if (review !== undefined) return reviewNames[review];
  return isReceived ? '已报' : '未报';
}
