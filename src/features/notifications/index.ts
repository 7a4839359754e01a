export {
  notifyPerson,
  notifyStaff,
  type PersonNotice,
  type StaffAddress,
  type StaffNotice,
} from "./actions.ts";
