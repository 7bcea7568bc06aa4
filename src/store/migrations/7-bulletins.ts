// Bulletins (通报) that were issued, what a clerk marked as outstanding or confirmed for criticism.
export const bulletins = '';
