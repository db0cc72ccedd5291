using System.Text.Json;
using System.Text.RegularExpressions;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>The roles of the app's identity.</summary>
public sealed partial class RoleTests
{
    /// <summary>The ids of Azure's built-in roles, as Microsoft documents them.</summary>
    private static readonly Dictionary<string, string> BuiltInRoles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
    };

    [Fact]
    public void With_Azure_Storage_it_has_these_roles_and_no_others() =>
        Assert.Equal(
            [
                "Key Vault Secrets User on vaults/kv-",
                "Monitoring Metrics Publisher on components/appi-",
                "Storage Blob Data Contributor on storageAccounts/stres/blobServices/default/containers/searches",
                "Storage Blob Data Owner on storageAccounts/sthost",
                "Storage Queue Data Contributor on storageAccounts/sthost",
                "Storage Table Data Contributor on storageAccounts/sthost",
            ],
            Describe(Infra.Default));

    [Fact]
    public void With_the_scheduler_it_has_these_roles_and_no_others() =>
        Assert.Equal(
            [
                "Durable Task Data Contributor on schedulers/dts-/taskHubs/CarSearch",
                "Key Vault Secrets User on vaults/kv-",
                "Monitoring Metrics Publisher on components/appi-",
                "Storage Blob Data Contributor on storageAccounts/stres/blobServices/default/containers/searches",
                "Storage Blob Data Owner on storageAccounts/sthost",
            ],
            Describe(Infra.Scheduler));

    [Fact]
    public void Only_the_identity_of_the_app_has_roles()
    {
        var identity = Assert.Single(Infra.Default.OfType("Microsoft.ManagedIdentity/userAssignedIdentities"));
        var principal = $"[reference('{identity.ValueAt("id")}', '{identity.ValueAt("apiVersion")}').principalId]";

        Assert.All(Assignments(Infra.Default).Concat(Assignments(Infra.Scheduler)), assignment => Assert.Equal(
            (principal, "ServicePrincipal"),
            (assignment.ValueAt("properties.principalId"), assignment.ValueAt("properties.principalType"))));
    }

    /// <summary>So that a deployment after another one finds its assignments.</summary>
    [Fact]
    public void The_name_of_an_assignment_is_derived_from_scope_principal_and_role() =>
        Assert.All(Assignments(Infra.Default).Concat(Assignments(Infra.Scheduler)), assignment => Assert.Equal(
            $"[guid('{Scope(assignment)}', {assignment.ValueAt("properties.principalId")!.Trim('[', ']')}, '{RoleId(assignment)}')]",
            assignment.ValueAt("name")));

    [Fact]
    public void The_README_lists_all_roles()
    {
        var listed = RepositoryFiles.Text("infra/README.md").Split('\n')
            .Where(line => line.StartsWith("| *", StringComparison.Ordinal))
            .Select(line => line.Split('*')[1]);
        var assigned = Assignments(Infra.Default).Concat(Assignments(Infra.Scheduler)).Select(Role).Distinct();

        Assert.Equal(assigned.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static JsonElement[] Assignments(IEnumerable<JsonElement> resources) =>
        resources.OfType("Microsoft.Authorization/roleAssignments");

    /// <summary>Describes the assignments without the unique part of names.</summary>
    private static IEnumerable<string> Describe(IReadOnlyList<JsonElement> resources)
    {
        var identity = Assert.Single(resources.OfType("Microsoft.ManagedIdentity/userAssignedIdentities"));
        var token = identity.ValueAt("name")!["id-api-".Length..];
        return Assignments(resources)
            .Select(assignment => $"{Role(assignment)} on {ResourceName().Match(Scope(assignment)).Value}")
            .Select(text => text.Replace(token, "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private static string Role(JsonElement assignment) => BuiltInRoles.GetValueOrDefault(RoleId(assignment), RoleId(assignment));

    private static string RoleId(JsonElement assignment) => assignment.ValueAt("properties.roleDefinitionId")!.Split('/')[^1];

    private static string Scope(JsonElement assignment) => ExtendedResource().Match(assignment.ValueAt("id")!).Groups[1].Value;

    [GeneratedRegex(@"^\[extensionResourceId\('([^']+)', 'Microsoft\.Authorization/roleAssignments', ", RegexOptions.CultureInvariant)]
    private static partial Regex ExtendedResource();

    [GeneratedRegex(@"(?<=/providers/[\w.]+/).+$", RegexOptions.CultureInvariant)]
    private static partial Regex ResourceName();
}
