"""The profiles of this computer: choosing, making and opening one."""
