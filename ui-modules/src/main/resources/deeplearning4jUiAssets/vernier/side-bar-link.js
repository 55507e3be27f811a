// At the end of the stock pages' own script: a link to Vernier's pages in their side bar.
document.addEventListener('DOMContentLoaded', function () {
  var list = document.querySelector('.sidebar .nav');
  if (!list) {
    return;
  }
  var link = document.createElement('a');
  link.className = 'nav-link';
  link.id = 'vernier-link';
  link.href = '/vernier';
  link.textContent = 'Vernier';
  link.addEventListener('click', function () {
    // The session that the stock page shows, if it says.
    if (typeof currSession === 'string' && currSession) {
      link.href = '/vernier?session=' + encodeURIComponent(currSession);
    }
  });
  var item = document.createElement('li');
  item.className = 'nav-item';
  item.append(link);
  list.append(item);
});
