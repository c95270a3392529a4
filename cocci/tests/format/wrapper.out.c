/* SPDX-License-Identifier: GPL-2.0-only */
/* Any function that takes a format: dev_dbg(), seq_printf(), snprintf(). */
void f(struct device *dev, struct vm_area_struct *vma)
{
	dev_dbg(dev, "flags %llx\n", vm_flags_val(vma->vm_flags));
	seq_printf(m, "%s %llx\n", name, vm_flags_val(vma->vm_flags));
	snprintf(buf, sizeof(buf), "%llx", vm_flags_val(vma->vm_flags));
	WARN(vma->vm_start & 1, "%llx\n", vm_flags_val(vma->vm_flags));
	drm_dbg(dev, KERN_INFO "%llx\n", vm_flags_val(vma->vm_flags));
	my_trace(1, 2, "%s: %lx %llx\n", __func__, vma->vm_start,
		 vm_flags_val(vma->vm_flags));
}
