using System.Text;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Reports;

/// <summary>The table, and below it what a reader needs to judge it.</summary>
internal sealed class Report(bool quick)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _notes = [];

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Workbench.Progress($"  {figure.Name}: {figure.CarSearch}{(figure.Ratio.Length > 0 ? $", ratio {figure.Ratio}" : "")}");
    }

    public void Note(string line) => _notes.Add(line);

    public string ToMarkdown(string machine)
    {
        var text = new StringBuilder();
        if (quick)
        {
            text.AppendLine("A quick run: it checks the tool, its figures mean nothing.").AppendLine();
        }

        text.AppendLine("| figure | bare | CarSearch | ratio | goal | met? |").AppendLine("|---|--:|--:|--:|--:|:-:|");
        foreach (var figure in _figures)
        {
            var met = figure.Met switch { _ when quick => "", true => "yes", false => "**no**", null => "" };
            text.AppendLine(
                null, $"| {figure.Name} | {figure.Bare} | {figure.CarSearch} | {figure.Ratio} | {figure.Goal} | {met} |");
        }

        text.AppendLine().AppendLine(machine).AppendLine();
        _notes.ForEach(note => text.AppendLine(null, $"- {note}"));
        return text.ToString();
    }

    /// <summary>Puts a table between the markers of a file.</summary>
    public static void Write(string file, string markdown)
    {
        var old = File.ReadAllText(file);
        var begin = old.IndexOf("<!-- table -->", StringComparison.Ordinal);
        var end = old.IndexOf("<!-- /table -->", StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new BenchException($"{file} has no <!-- table --> and <!-- /table -->.");
        }

        File.WriteAllText(file, $"{old[..begin]}<!-- table -->\n{markdown.ReplaceLineEndings("\n")}{old[end..]}");
    }
}
