/**
 * Policies whose ids are settled and whose rules come with a later version: an office may already say that it goes
 * by them. An id for which there is a file, built in or the office's own, is no longer only announced.
 */
const titles: Readonly<Record<string, string>> = {
  'zaozhuang-2021': '枣庄市幼儿园“共建 共享 共成长”联盟实施方案',
  'helan-2022': '贺兰县幼儿园集团化办学实施方案',
  'guangxi-2020': '广西：幼儿园教育集团',
  'jingan-2023': '静安区高质量幼儿园实施方案',
  'shenzhen-draft': '深圳市学前教育学区化治理的实施意见（征求意见稿）',
};

export const announcedPolicies: readonly string[] = Object.keys(titles);

/** What an announced policy is called; undefined for others. */
export function announcedTitle(id: string): string | undefined {
  return titles[id];
}

/** Whether a policy is known by its id alone: where there is no file for it, that is no mistake of the office's. */
export function isAnnounced(id: string): boolean {
  return Object.hasOwn(titles, id);
}
