/* SPDX-License-Identifier: GPL-2.0-only */
/* Any function that takes a format: dev_dbg(), seq_printf(), snprintf(). */
void f(struct device *dev, struct vm_area_struct *vma)
{
	dev_dbg(dev, "flags %lx\n", vma->vm_flags);
	seq_printf(m, "%s %lx\n", name, vma->vm_flags);
	snprintf(buf, sizeof(buf), "%lx", vma->vm_flags);
	WARN(vma->vm_start & 1, "%lx\n", vma->vm_flags);
	drm_dbg(dev, KERN_INFO "%lx\n", vma->vm_flags);
	my_trace(1, 2, "%s: %lx %lx\n", __func__, vma->vm_start, vma->vm_flags);
}
