using System.Text.RegularExpressions;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Documents;

/// <summary>The Markdown files of this repository.</summary>
internal static partial class Markdown
{
    /// <summary>Gets all documents, relative to the top.</summary>
    public static IEnumerable<string> Files { get; } = RepositoryFiles.Find("*.md");

    /// <summary>Gets the targets of the links in a text, apart from its code.</summary>
    public static IEnumerable<string> Links(string text) => Link().Matches(Code().Replace(text, "")).Select(match => match.Groups[1].Value);

    /// <summary>Gets the anchors that GitHub gives to the headings of a text.</summary>
    public static IReadOnlySet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var heading in Heading().Matches(Fence().Replace(text, "")).Select(match => match.Groups[1].Value.Trim()))
        {
            var words = LinkText().Replace(heading, "$1").ToLowerInvariant();
            var anchor = Dropped().Replace(words, "").Replace(' ', '-');
            for (var (name, next) = (anchor, 1); !anchors.Add(name); next++)
            {
                name = $"{anchor}-{next}";
            }
        }

        return anchors;
    }

    /// <summary>Gets the code spans in the first column of the tables in the section of a heading.</summary>
    public static IEnumerable<string> FirstColumn(string text, string heading)
    {
        var lines = text.Split('\n');
        var level = heading.TakeWhile(sign => sign == '#').Count();
        return lines
            .SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith('#') || line.TakeWhile(sign => sign == '#').Count() > level)
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => Span().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex(@"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex LinkText();

    [GeneratedRegex(@"[^\p{L}\p{N}_\- ]", RegexOptions.CultureInvariant)]
    private static partial Regex Dropped();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Span();
}
