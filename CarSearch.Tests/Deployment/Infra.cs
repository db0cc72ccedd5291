using System.Text.RegularExpressions;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>What is deployed, as its files tell it. That they compile is for the compiler of Bicep to say, in .ci/run.</summary>
internal static partial class Infra
{
    /// <summary>The Bicep files by their names without folder, comments taken out.</summary>
    public static IReadOnlyDictionary<string, string> Bicep { get; } = Directory
        .EnumerateFiles(Path.Combine(RepositoryFiles.Top, "infra"), "*.bicep", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileName(file), file => Comment().Replace(File.ReadAllText(file), ""));

    /// <summary>main.bicep's parameters and their defaults, as they are written there; null for those that must be given.</summary>
    public static IReadOnlyDictionary<string, string?> Parameters { get; } = Parameter().Matches(Bicep["main.bicep"])
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"] is { Success: true } value ? value.Value : null);

    /// <summary>What stands between the braces of a declaration: <c>resource results</c>, <c>var hardened</c>.</summary>
    public static string Block(string file, string declaration)
    {
        var text = Bicep[file];
        var at = Regex.Match(text, $@"^{Regex.Escape(declaration)} [^\n]*\{{$", RegexOptions.Multiline);
        Assert.True(at.Success, $"{file} has no \"{declaration}\".");
        var end = text.IndexOf("\n}", at.Index, StringComparison.Ordinal);
        return text[(at.Index + at.Length)..end];
    }

    /// <summary>The value of a <c>var</c> that is one text.</summary>
    public static string Variable(string file, string name) => Regex.Match(Bicep[file], $@"^var {name} = '([^']*)'$", RegexOptions.Multiline) is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidOperationException($"{file} has no \"var {name}\" that is a text.");

    /// <summary>A line of its own; elsewhere two slashes are a part of an address.</summary>
    [GeneratedRegex(@"^[ ]*//[^\n]*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^param (?<name>\w+) \w+(?: = (?<value>[^\n]+))?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
