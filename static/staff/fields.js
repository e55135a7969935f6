// A template's fields: the date format stands only beside dates.
document.addEventListener("DOMContentLoaded", () => {
  for (const kind of document.querySelectorAll('select[name$="-kind"]')) {
    const format = document.getElementsByName(kind.name.replace(/kind$/, "date_format"))[0];
    if (!format) continue;
    const show = () => format.classList.toggle("staff-idle", kind.value !== "Date");
    kind.addEventListener("change", show);
    show();
  }
});
