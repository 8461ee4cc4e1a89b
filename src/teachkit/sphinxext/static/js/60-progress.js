// How far one is: beside each item, and of all items of a page or a lesson.
(function (teachkit) {
  "use strict";

  const { say } = teachkit;

  // The line of an item; its answer can be opened once one has tried.
  teachkit.showState = function (item) {
    const store = teachkit.storeOf(item);
    const name = item.dataset.tkItem;
    const line = item.querySelector(".tk-state");
    if (item.dataset.tkUse === "graded") {
      line.textContent = say(store.answer(name) ? "gradedAnswered" : "gradedOpen");
      return;
    }
    const tries = store.tries(name);
    const right = store.state(name) === "correct";
    const said = right ? say("triesRight", { tries }) : say("tries", { tries });
    line.textContent = tries ? (right ? teachkit.signOf("correct") + " " : "") + said : "";
    const answer = item.querySelector(".tk-answer");
    if (answer) {
      answer.hidden = !tries;
      answer.querySelector("summary").textContent = say("showAnswer");
    }
  };

  // Practice items as [sheet, build, ids]: of the page, or of the lesson it belongs to.
  function practiceOf(element) {
    if (element.dataset.tkPractice) return JSON.parse(element.dataset.tkPractice);
    const found = new Map();
    const scope = element.closest("form") || document;
    for (const item of scope.querySelectorAll("[data-tk-use=practice]")) {
      const { tkSheet, tkBuild } = item.closest("form").dataset;
      const key = tkSheet + ":" + tkBuild;
      if (!found.has(key)) found.set(key, [tkSheet, tkBuild, new Set()]);
      found.get(key)[2].add(item.dataset.tkItem);
    }
    return [...found.values()].map(([sheet, build, ids]) => [sheet, build, [...ids]]);
  }

  function counted(element) {
    const count = { all: 0, tried: 0, right: 0 };
    for (const [sheet, build, ids] of practiceOf(element)) {
      const store = teachkit.store(sheet, build);
      for (const id of ids) {
        count.all += 1;
        count.tried += store.tries(id) > 0 ? 1 : 0;
        count.right += store.state(id) === "correct" ? 1 : 0;
      }
    }
    return count;
  }

  function graded(form) {
    const items = form ? [...form.querySelectorAll("[data-tk-use=graded]")] : [];
    const answered = items.filter((one) => teachkit.storeOf(one).answer(one.dataset.tkItem));
    return { all: items.length, answered: answered.length };
  }

  teachkit.showProgress = function () {
    for (const line of document.querySelectorAll(".tk-progress")) {
      const practice = counted(line);
      const rest = graded(line.closest("form"));
      const said = [];
      if (practice.all) said.push(say("progress", practice));
      if (rest.all) said.push(say("progressGraded", rest));
      line.textContent = said.join(" ");
      line.hidden = !said.length;
    }
  };
})(window.teachkit);
