using System.Text.RegularExpressions;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>What the app's identity may do. The ids are those of Azure's built-in roles, as Microsoft documents them.</summary>
public sealed partial class RoleTests
{
    [Theory]
    [InlineData("roles.bicep", "storageBlobDataOwner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b")]
    [InlineData("roles.bicep", "storageBlobDataContributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe")]
    [InlineData("roles.bicep", "storageQueueDataContributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88")]
    [InlineData("roles.bicep", "storageTableDataContributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3")]
    [InlineData("roles.bicep", "keyVaultSecretsUser", "4633458b-17de-408a-b874-0445c86b69e6")]
    [InlineData("roles.bicep", "monitoringMetricsPublisher", "3913510d-42f4-4e42-8a64-420c390055eb")]
    [InlineData("scheduler.bicep", "durableTaskDataContributor", "0ad04412-c4d5-4796-b79c-f76d14c8d402")]
    public void A_role_has_its_id(string file, string role, string id) => Assert.Equal(id, Infra.Variable(file, role));

    [Fact]
    public void These_roles_are_held_and_no_other() =>
        Assert.Equal(
            [
                "durableTaskDataContributor on hub",
                "keyVaultSecretsUser on vault",
                "monitoringMetricsPublisher on insights",
                "storageBlobDataContributor on searches",
                "storageBlobDataOwner on host",
                "storageQueueDataContributor on host",
                "storageTableDataContributor on host",
            ],
            Assignments().Select(assignment => $"{assignment.Role} on {assignment.Scope}").Order(StringComparer.Ordinal));

    [Fact]
    public void No_role_is_given_elsewhere_or_to_anybody_else()
    {
        var assigned = Infra.Bicep.Values.Sum(text => Regex.Count(text, "Microsoft.Authorization/roleAssignments@"));

        Assert.Equal(assigned, Assignments().Length);
        Assert.All(Assignments(), assignment => Assert.Equal(("principalId", "ServicePrincipal"), (assignment.Principal, assignment.Kind)));
        Assert.All(
            Regex.Matches(Infra.Bicep["main.bicep"], @"principalId: (\S+)").Select(match => match.Groups[1].Value), given => Assert.Equal("identity.outputs.principalId", given));
    }

    [Fact]
    public void An_assignment_is_named_after_what_it_gives() =>
        Assert.All(Assignments(), assignment => Assert.Equal($"guid({assignment.Scope}.id, principalId, {assignment.Role})", assignment.Name));

    [Fact]
    public void Of_records_it_reaches_one_container() =>
        Assert.Contains($"name: '${{resultsAccountName}}/default/{Infra.Variable("storage.bicep", "resultsContainer")}'", Infra.Block("roles.bicep", "resource searches"), StringComparison.Ordinal);

    [Fact]
    public void The_table_of_the_README_names_them_all()
    {
        var table = RepositoryFiles.Text("infra/README.md").Split('\n').Where(line => line.StartsWith("| *", StringComparison.Ordinal)).ToArray();

        Assert.Equal(
            Assignments().Select(assignment => assignment.Role.ToUpperInvariant()).Order(StringComparer.Ordinal),
            table.Select(line => line.Split('*')[1].Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()).Order(StringComparer.Ordinal));
    }

    private static Assignment[] Assignments() =>
    [
        .. Infra.Bicep.Values.SelectMany(text => Given().Matches(text)).Select(match => new Assignment(
            match.Groups["name"].Value, match.Groups["scope"].Value, match.Groups["role"].Value, match.Groups["principal"].Value, match.Groups["kind"].Value)),
    ];

    [GeneratedRegex(
        @"'Microsoft\.Authorization/roleAssignments@[\d-]+' = (?:if \(\w+\) )?\{\s+name: (?<name>[^\n]+)\s+scope: (?<scope>\w+)\s+properties: \{\s+roleDefinitionId: subscriptionResourceId\('Microsoft\.Authorization/roleDefinitions', (?<role>\w+)\)\s+principalId: (?<principal>\w+)\s+principalType: '(?<kind>\w+)'",
        RegexOptions.CultureInvariant)]
    private static partial Regex Given();

    private sealed record Assignment(string Name, string Scope, string Role, string Principal, string Kind);
}
