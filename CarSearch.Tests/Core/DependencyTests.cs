using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CarSearch.Functions;
using CarSearch.Hosting;
using CarSearch.Local;
using CarSearch.Mcp;
using CarSearch.OpenTravel;
using CarSearch.Sandbox;
using CarSearch.Tests.Support;
using Assembly = System.Reflection.Assembly;

namespace CarSearch.Tests.Core;

/// <summary>
/// What may depend on what: the folders of Core, and the projects. Each rule lists all dependencies that there are,
/// so that one which goes is removed here too.
/// </summary>
/// <remarks>
/// Type parameters are left out: ArchUnitNET may give one for that of another type with the same name.
/// The compiler copies constants and names (<c>nameof</c>) into their users, which leaves nothing in an assembly.
/// Therefore using directives and other full names in the sources are compared as well;
/// the build refuses directives that are not needed.
/// </remarks>
public sealed partial class DependencyTests
{
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["Common"] = [],
        ["Places"] = [],
        ["Cars"] = [],
        ["Rentals"] = ["Places"],
        ["Suppliers"] = ["Cars", "Places", "Rentals"],
        ["Offers"] = ["Cars", "Common", "Places", "Suppliers"],
        ["Searches"] = ["Cars", "Common", "Offers", "Rentals", "Suppliers"],
        ["Api"] = ["Common", "Offers", "Places", "Rentals", "Searches"],
    };

    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["CarSearch.Core"] = [],
        ["CarSearch.Hosting"] = ["CarSearch.Core"],
        ["CarSearch.OpenTravel"] = ["CarSearch.Core"],
        ["CarSearch.Mcp"] = ["CarSearch.Core"],
        ["CarSearch.Local"] = ["CarSearch.Core", "CarSearch.Hosting", "CarSearch.Mcp", "CarSearch.OpenTravel"],
        ["CarSearch.Functions"] = ["CarSearch.Core", "CarSearch.Hosting", "CarSearch.Mcp", "CarSearch.OpenTravel"],
        ["CarSearch.Sandbox"] = ["CarSearch.Core", "CarSearch.Hosting"],
    };

    private static readonly Assembly[] Assemblies =
    [
        typeof(CarSearchServices).Assembly, typeof(ServerDefaults).Assembly, typeof(OpenTravelServices).Assembly,
        typeof(McpApi).Assembly, typeof(LocalOptions).Assembly, typeof(ResultsOptions).Assembly, typeof(SandboxHost).Assembly,
    ];

    private static readonly Architecture Compiled = new ArchLoader().LoadAssemblies(Assemblies).Build();

    public static TheoryData<string> FolderNames => [.. Folders.Keys];

    public static TheoryData<string> ProjectNames => [.. Projects.Keys];

    [Fact]
    public void Every_folder_of_Core_has_a_rule() => Assert.Equal(
        Folders.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Core, "*.cs", SearchOption.AllDirectories)
            .Select(FolderOf)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_namespace_is_that_of_its_folder() => Assert.All(Projects.Keys.SelectMany(Sources), file =>
    {
        var folder = Path.GetDirectoryName(Path.GetRelativePath(RepositoryFiles.Top, file))!.Replace(Path.DirectorySeparatorChar, '.');
        var expected = folder == "CarSearch.Core" ? "CarSearch" : folder.Replace("CarSearch.Core.", "CarSearch.", StringComparison.Ordinal);
        Assert.All(Namespaces().Matches(File.ReadAllText(file)), match => Assert.Equal(expected, match.Groups[1].Value));
    });

    [Theory]
    [MemberData(nameof(FolderNames))]
    public void A_folder_of_Core_depends_on_what_its_rule_lists(string folder)
    {
        var compiled =
            from type in Compiled.Types
            where IsOfCore(type) && FolderOfNamespace(type.Namespace.FullName) == folder
            from dependency in type.Dependencies
            where IsOfCore(dependency.Target) && dependency.Target is not GenericParameter
            select (
                To: FolderOfNamespace(dependency.Target.Namespace.FullName),
                Reason: $"{type.FullName} depends on {dependency.Target.FullName}");
        var written =
            from file in Sources("CarSearch.Core")
            where FolderOf(file) == folder
            from Match match in Names().Matches(File.ReadAllText(file))
            where Folders.ContainsKey(match.Groups[1].Value)
            select (To: match.Groups[1].Value, Reason: $"{folder}/{Path.GetFileName(file)} names {match.Value}");

        AssertArrows(folder, Folders[folder], [.. compiled, .. written]);
    }

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void A_project_depends_on_what_its_rule_lists(string project)
    {
        var compiled = Assemblies.Single(assembly => assembly.GetName().Name == project).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("CarSearch", StringComparison.Ordinal))
            .Select(name => (name, $"{project}.dll refers to {name}"));
        var written = XDocument.Load(Path.Combine(RepositoryFiles.Top, project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value)
            .Select(path => (Path.GetFileNameWithoutExtension(path), $"{project}.csproj has {path}"));

        AssertArrows(project, Projects[project], [.. compiled, .. written]);
    }

    private static string Core => Path.Combine(RepositoryFiles.Top, "CarSearch.Core");

    private static void AssertArrows(string from, string[] rule, (string To, string Reason)[] found)
    {
        var against = found.Where(arrow => arrow.To != from && !rule.Contains(arrow.To)).Select(arrow => arrow.Reason).Distinct().ToArray();
        Assert.True(
            against.Length == 0,
            $"{from} depends on [{string.Join(", ", rule)}] and nothing else, but:\n{string.Join('\n', against)}");

        var gone = rule.Except(found.Select(arrow => arrow.To)).ToArray();
        Assert.True(gone.Length == 0, $"{from} does not depend on {string.Join(", ", gone)} any more: remove it from the rule.");
    }

    /// <summary>Whether a type is written in Core; what the compiler adds has no namespace.</summary>
    private static bool IsOfCore(IType type) =>
        type.Assembly?.Name.Split(',')[0] == "CarSearch.Core"
        && type.Namespace?.FullName.StartsWith("CarSearch", StringComparison.Ordinal) is true;

    /// <summary>The first name below the root namespace; of the root itself, the root.</summary>
    private static string FolderOfNamespace(string name) => name.Split('.') is [_, var folder, ..] ? folder : name;

    /// <summary>The folder of a file of Core; null at the top, where the folders are put together.</summary>
    private static string? FolderOf(string file) =>
        Path.GetRelativePath(Core, file).Split(Path.DirectorySeparatorChar) is [not ("bin" or "obj") and var folder, _, ..] ? folder : null;

    private static IEnumerable<string> Sources(string project)
    {
        var top = Path.Combine(RepositoryFiles.Top, project);
        return Directory.EnumerateFiles(top, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(top, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
    }

    [GeneratedRegex(@"(?<!^namespace )\bCarSearch\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespaces();
}
