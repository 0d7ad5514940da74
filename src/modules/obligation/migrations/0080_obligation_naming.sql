-- Duties are found by the requirements that they support.
select app.enroll_naming('app.obligation', 'requirement_ids');
