// Registers (登记簿): their fields are data, their entries stand here.
export const registers = '';
